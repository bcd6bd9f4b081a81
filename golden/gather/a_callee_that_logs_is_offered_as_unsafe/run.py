ROUNDS = (2, 1)
FAULTS = False


async def scenario(module, world):
    client = world.http({"/terms/acme": "30 days", "/scores/acme": "7"})
    return await module.Partners(client).card("acme")
