ROUNDS = (3, 1)


async def scenario(module, world):
    client = world.http(
        {"/goods/a-main": "tea", "/goods/b-main": "sold out", "/goods/c-main": "jam"}
    )
    return await module.shelf(module.Catalogue(client), ["a", "b", "c"])
