ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/api/live": "", "/api/ready": ""})
    return await module.make_probe(client)("api")
