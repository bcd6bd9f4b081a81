ROUNDS = (2, 1)


async def scenario(module, world):
    redis = world.redis({"rollout:dark": "20", "owner:dark": "ada"})
    return await module.Features(redis).describe("dark")
