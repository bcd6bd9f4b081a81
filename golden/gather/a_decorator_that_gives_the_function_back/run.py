ROUNDS = (2, 1)
SITUATIONS = ("both", "no picture")


async def scenario(module, world):
    routes = {"/names/7": "Ada"}
    if world.situation == "both":
        routes["/pictures/7"] = "ada.png"
    return await module.profile(world.http(routes), 7), sorted(module.HANDLERS)
