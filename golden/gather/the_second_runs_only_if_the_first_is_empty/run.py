async def scenario(module, world):
    names = module.Names(world.redis({"nick:ada": "countess", "full:ada": "Ada King"}))
    return await names.of("ada"), len(world.calls)
