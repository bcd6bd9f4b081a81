ROUNDS = (2, 1)


async def scenario(module, world):
    return await module.Site(world.http({"/a": "aaa", "/b": ""})).pages(["/a", "/b"])
