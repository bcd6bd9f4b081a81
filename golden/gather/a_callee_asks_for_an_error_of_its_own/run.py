ROUNDS = (3, 2)


async def scenario(module, world):
    routes = {"/main": {}, "/status": {"text": "s"}, "/notes": {"tex": "n"}}
    return await module.page(world.http(routes))
