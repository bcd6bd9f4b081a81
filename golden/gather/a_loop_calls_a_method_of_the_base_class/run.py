async def scenario(module, world):
    client = world.http({"/a": "b", "/b": "c"})
    return await module.Archive(client).texts(["a", "b"])
