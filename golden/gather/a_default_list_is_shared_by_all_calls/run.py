async def scenario(module, world):
    return await module.tour(
        world.http({"/hall/0": "h", "/attic/1": "a", "/attic/0": "?"})
    )
