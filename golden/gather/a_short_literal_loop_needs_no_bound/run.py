ROUNDS = (3, 1)


async def scenario(module, world):
    return await module.Health(world.redis({"beat:api": "1", "beat:mail": "9"})).beats()
