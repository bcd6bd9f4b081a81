async def scenario(module, world):
    redis = world.redis({"option:theme": "dark", "colours:dark": {"text": "white"}})
    return await module.Options(redis).load()
