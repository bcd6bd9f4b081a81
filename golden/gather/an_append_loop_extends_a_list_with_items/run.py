ROUNDS = (4, 2)


async def scenario(module, world):
    redis = world.redis({"topic:lobby": "hi", "topic:a": "tea", "topic:c": "milk"})
    return await module.collect(redis, ["a", "b", "c"])
