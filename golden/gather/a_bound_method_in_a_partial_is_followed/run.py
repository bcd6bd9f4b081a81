ROUNDS = 2, 1


async def scenario(module, world):
    client = world.http({"/names/7": "Ada", "/scores/7": "12"})
    return await module.Page(module.HttpNames(client), client).show(7)
