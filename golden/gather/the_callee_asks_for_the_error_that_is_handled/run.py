async def scenario(module, world):
    return await module.page(world.http({"/main": {}, "/status": "s", "/notes": "n"}))
