async def scenario(module, world):
    return await module.Meter(world.http({"/head": "123", "/body": "45678"})).both()
