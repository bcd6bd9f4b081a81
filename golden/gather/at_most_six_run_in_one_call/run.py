ROUNDS = (7, 2)


async def scenario(module, world):
    names = ("api", "web", "search", "media", "queue", "auth")
    return await module.Status(world.http({f"/{name}": "" for name in names})).board()
