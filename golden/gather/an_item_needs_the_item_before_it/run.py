async def scenario(module, world):
    client = world.http(
        {"/pages/start/1": "b", "/pages/b/2": "c", "/pages/start/2": "x"}
    )
    return await module.Pager(client).walk([1, 2])
