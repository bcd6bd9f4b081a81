async def scenario(module, world):
    client = world.http({"/1": "a", "/2": "b", "/4": "d"})
    return await module.until_missing(client, ["/1", "/2", "/3", "/4"])
