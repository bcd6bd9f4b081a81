ROUNDS = (25, 3)
CROWD = 10
SITUATIONS = ("many", "none")


async def scenario(module, world):
    paths = [f"/{n}" for n in range(25)] if world.situation == "many" else []
    client = world.http({path: f" page {path} " for path in paths})
    return await module.crawl(client, paths)
