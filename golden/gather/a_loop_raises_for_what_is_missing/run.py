ROUNDS = (3, 1)
SITUATIONS = ("all there", "two missing", "one is no number, a later one missing")


async def scenario(module, world):
    routes = {"/stock/a": "3", "/stock/b": "0", "/stock/c": "7"}
    if world.situation == "two missing":
        routes |= {"/stock/b": 404, "/stock/c": 404}
    elif world.situation == "one is no number, a later one missing":
        routes |= {"/stock/a": "many", "/stock/b": 404}
    return await module.stock(world.http(routes), ["a", "b", "c"])
