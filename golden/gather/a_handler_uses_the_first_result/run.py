SITUATIONS = ("published", "not published")


async def scenario(module, world):
    routes = {"/drafts/tea": "v3"}
    if world.situation == "published":
        routes["/published/tea"] = "v2"
    return await module.newest(world.http(routes), "tea")
