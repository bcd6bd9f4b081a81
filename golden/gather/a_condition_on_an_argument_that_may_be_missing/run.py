ROUNDS = (2, 1)
SITUATIONS = ("with a locale", "without")


async def scenario(module, world):
    redis = world.redis({"hello:no": "hei", "name:ada": "Ada"})
    locale = "no" if world.situation == "with a locale" else None
    return await module.Greeter(redis).greet(module.Request("ada", locale))
