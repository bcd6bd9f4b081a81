ROUNDS = (2, 1)


async def scenario(module, world):
    redis = world.redis({"scopes:a": ["read"], "owner:a": "ada", "scopes:b": ["read"]})
    sessions = [module.Session(redis, "a"), module.Session(redis, "b")]
    return await module.all_allowed(sessions, "read")
