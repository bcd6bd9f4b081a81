ROUNDS = (3, 1)


async def scenario(module, world):
    client = world.http({"/a/version": "2", "/b/version": "2", "/c/version": "1"})
    return await module.Mirrors(client, ["a", "", "b", "c"]).versions()
