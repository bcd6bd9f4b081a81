MODULE = "app.geo"
ROUNDS = (2, 1)


async def scenario(module, world):
    client = world.http({"/geo/a": "Oslo", "/geo/b": "Rome"})
    return await module.Geo(client).route("a", "b")
