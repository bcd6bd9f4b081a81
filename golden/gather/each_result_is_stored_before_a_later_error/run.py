ROUNDS = (2, 1)
SITUATIONS = ("both", "no page", "no position")


async def scenario(module, world):
    routes = {"/position": "9", "/pages/tea": "Tea"}
    if world.situation == "no page":
        del routes["/pages/tea"]
    if world.situation == "no position":
        routes = {"/position": 500}
    cursor = module.Cursor(world.http(routes))
    try:
        return await cursor.resume("tea")
    except module.UnknownError:
        return cursor.position
