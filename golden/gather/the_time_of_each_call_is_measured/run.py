async def scenario(module, world):
    return await module.probe(world.http({"/api": "", "/web": ""}))
