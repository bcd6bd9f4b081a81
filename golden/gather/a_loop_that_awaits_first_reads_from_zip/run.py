ROUNDS = (3, 1)


async def scenario(module, world):
    client = world.http({"/a/load": "high", "/b/load": "low", "/c/load": "high"})
    hosts = [module.Host(name, weight) for weight, name in enumerate("abc")]
    return await module.busiest(client, hosts)
