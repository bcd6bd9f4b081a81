ROUNDS = (2, 1)
SITUATIONS = ("known", "unknown")


async def scenario(module, world):
    routes = {"/users/ada": "Ada", "/users/ada/teams": "blue"}
    if world.situation == "unknown":
        routes = {"/users/ada": 404, "/users/ada/teams": 503}
    return await module.Api(world.http(routes)).page("ada")
