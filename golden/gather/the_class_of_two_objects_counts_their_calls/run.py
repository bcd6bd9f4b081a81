async def scenario(module, world):
    client = world.http({"/hall/0": "h", "/attic/1": "a", "/attic/0": "?"})
    return await module.tour(client)
