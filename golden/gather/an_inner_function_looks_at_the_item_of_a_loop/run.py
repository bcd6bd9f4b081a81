async def scenario(module, world):
    client = world.http({"/a": "b", "/b": "c"})
    return await module.texts(client, ["a", "b"])
