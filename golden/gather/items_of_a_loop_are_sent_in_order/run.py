async def scenario(module, world):
    return await module.Outbox(world.redis({})).flush("tea", ["kettle", "cup", "milk"])
