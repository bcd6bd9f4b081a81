ROUNDS = (4, 2)


async def scenario(module, world):
    client = world.http({"/a": "A", "/b": "B", "/sizes/s": "1", "/sizes/m": "2"})
    compared = await module.compare(client, "/a", "/b")
    return compared, await module.sizes(client, ["s", "m"])
