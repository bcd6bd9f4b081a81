ROUNDS = (3, 2)


async def scenario(module, world):
    routes = {f"/{name}/checksum": name[0] for name in ("old", "new", "next")}
    return await module.compare(world.http(routes))
