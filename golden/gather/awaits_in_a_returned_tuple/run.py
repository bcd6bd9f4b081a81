ROUNDS = (2, 1)


async def scenario(module, world):
    return await module.fetch_limits(world.redis({"limit:k": "50"}), "k")
