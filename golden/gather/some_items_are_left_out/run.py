ROUNDS = (2, 1)
SITUATIONS = ("all", "one is missing")


async def scenario(module, world):
    routes = {"/a.png": "A", "/c.png": "C"}
    if world.situation == "one is missing":
        del routes["/a.png"]
    users = [{"picture": "/a.png"}, {"name": "b"}, {"picture": "/c.png"}]
    return await module.pictures(world.http(routes), users)
