async def scenario(module, world):
    client = world.http({"/a": "", "/b": "", "/c": ""})
    return await module.Mirrors(client, ["a", "b", "c"]).first_alive()
