async def scenario(module, world):
    client = world.http({"/tokens/t": "acme", "/rows/acme": "1 2 3"})
    return await module.handle(client, "t")
