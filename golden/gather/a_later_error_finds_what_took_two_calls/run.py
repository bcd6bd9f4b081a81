ROUNDS = (3, 2)
SITUATIONS = ("all", "no page")


async def scenario(module, world):
    routes = {"/books/tea": "b7", "/shelves/b7": "top", "/pages/tea": "Tea"}
    if world.situation == "no page":
        del routes["/pages/tea"]
    reader = module.Reader(world.http(routes))
    try:
        return await reader.open("tea"), reader.shelf
    except module.UnknownError:
        return reader.shelf
