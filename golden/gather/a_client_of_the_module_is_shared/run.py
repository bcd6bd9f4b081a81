ROUNDS = (2, 1)


async def scenario(module, world):
    module.client = world.http({"/rates/EUR": "1.1", "/rates/NOK": "11"})
    return await module.quote("7")
