ROUNDS = (3, 1)


async def scenario(module, world):
    client = world.http({"/products": "p", "/categories": "c", "/prices": "$"})
    return await module.warm_up(client)
