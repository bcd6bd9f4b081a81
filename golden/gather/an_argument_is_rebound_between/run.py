async def scenario(module, world):
    redis = world.redis({"aliases": {"chai": "tea"}, "tea": "Tea"})
    return await module.title(redis, "chai")
