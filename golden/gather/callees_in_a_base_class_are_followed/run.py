ROUNDS = (2, 1)


async def scenario(module, world):
    return await module.Settings(world.redis({"settings": {"width": "120"}})).window()
