ROUNDS = (3, 2)
SITUATIONS = ("an alias", "no alias")


async def scenario(module, world):
    aliases = {"chai": "tea"} if world.situation == "an alias" else {}
    redis = world.redis({"aliases": aliases, "tea": "Tea"})
    return await module.title(redis, "chai")
