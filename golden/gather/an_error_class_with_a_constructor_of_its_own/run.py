ROUNDS = (2, 1)
SITUATIONS = ("both", "no user", "no plan", "neither")


async def scenario(module, world):
    routes = {
        "both": {"/users/7": "Ada", "/plans/7": "pro"},
        "no user": {"/plans/7": "pro"},
        "no plan": {"/users/7": "Ada", "/plans/7": 402},
        "neither": {"/plans/7": 402},
    }
    return await module.badge(module.Shop(world.http(routes[world.situation])), 7)
