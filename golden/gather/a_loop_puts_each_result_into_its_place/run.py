ROUNDS = (6, 2)
SITUATIONS = ("all there", "one is no number, a later one missing", "a name is missing")


async def scenario(module, world):
    routes = {"/stock/a": "3", "/stock/b": "0", "/stock/c": "7"}
    routes |= {"/names/a": "tea", "/names/b": "jam", "/names/c": "oil"}
    if world.situation == "one is no number, a later one missing":
        routes |= {"/stock/a": "many", "/stock/b": 404}
    elif world.situation == "a name is missing":
        routes |= {"/names/b": 404}
    client, skus = world.http(routes), ["a", "b", "c"]
    return await module.stock(client, skus), await module.letters(client, skus)
