ROUNDS = (3, 1)


async def scenario(module, world):
    return await module.warm(world.http({"/": "hello"}), ["no", "de", "it"])
