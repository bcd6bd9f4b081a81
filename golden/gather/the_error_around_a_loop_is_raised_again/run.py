async def scenario(module, world):
    client = world.http({"/all": 500, "/a": "b", "/b": 503})
    return await module.texts(client, ["a", "b"])
