ROUNDS = (2, 1)
SITUATIONS = ("new", "known")


async def scenario(module, world):
    geo = module.Geo(module.Http(world.http({"/geo/10.0.0.1": "NO"})))
    redis = world.redis({} if world.situation == "new" else {"seen:10.0.0.1": "Monday"})
    return await module.Visitors(geo, redis).describe("10.0.0.1")
