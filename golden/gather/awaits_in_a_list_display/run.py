ROUNDS = (2, 1)


async def scenario(module, world):
    redis = world.redis({"board:day": ["a", "b", "c", "d"], "board:week": ["z"]})
    return await module.Leaderboard(redis).boards()
