async def scenario(module, world):
    return await module.compare(world.http({"/old/state": "1", "/new/state": "2"}))
