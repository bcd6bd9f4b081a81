ROUNDS = (12, 2)
CROWD = 10


async def scenario(module, world):
    names = [f"f{n}" for n in range(12)]
    redis = world.redis({f"flag:{name}": name.upper() for name in names[1:]})
    return await module.load_flags(redis, names)
