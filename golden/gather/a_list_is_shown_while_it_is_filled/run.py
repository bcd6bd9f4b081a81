async def scenario(module, world):
    feed = module.Feed(world.http({"/a": "b", "/b": "c"}))
    return await feed.fill(["a", "b"])
