ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/current?city=Oslo": "2 C", "/forecast?city=Oslo": "5 C"})
    return await module.Weather(client).both("Oslo")
