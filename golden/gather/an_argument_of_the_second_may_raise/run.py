async def scenario(module, world):
    pool = world.pool("CREATE TABLE rows (name TEXT)")
    told = await module.Exports(pool, world.redis({})).describe("tea", {})
    return told, len(world.calls)
