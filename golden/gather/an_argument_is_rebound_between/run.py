async def scenario(module, world):
    redis = world.redis({"Tea": "Tea!", "tea": "tea"})
    return await module.title(redis, "Tea")
