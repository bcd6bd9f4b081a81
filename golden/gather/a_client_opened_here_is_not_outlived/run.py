ROUNDS = (2, 1)


async def scenario(module, world):
    transport = world.http({"/api/version": "1", "/web/version": "2"})._transport
    return await module.versions("http://service", transport)
