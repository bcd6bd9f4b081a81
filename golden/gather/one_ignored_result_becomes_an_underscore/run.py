ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/sites/a": "", "/sites/a/index.html": "<p>hello</p>"})
    return await module.open_session(client, "a")
