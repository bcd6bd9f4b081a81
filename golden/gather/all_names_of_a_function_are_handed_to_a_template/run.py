async def scenario(module, world):
    return await module.context(world.http({"/title": "t", "/body": "b"}))
