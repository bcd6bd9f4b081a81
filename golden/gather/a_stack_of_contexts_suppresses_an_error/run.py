SITUATIONS = ("with a picture", "without")


async def scenario(module, world):
    routes = {"/names/ada": "Ada"}
    if world.situation == "with a picture":
        routes["/pictures/ada"] = "ada.png"
    return await module.profile(world.http(routes), "ada")
