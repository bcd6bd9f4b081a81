ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/api/version": "1.4", "/api/region": "north"})
    return await module.Deployment(client, "api").banner()
