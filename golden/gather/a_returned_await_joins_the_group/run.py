ROUNDS = (4, 2)


async def scenario(module, world):
    redis = world.redis({"room:a": ["ada", "bob"], "topic:a": "tea", "away:bob": "1"})
    presence = module.Presence(redis)
    return await presence.online("a", "ada"), await presence.overview("a")
