async def scenario(module, world):
    rates = module.Rates(world.http({"/rates/EUR": "1.1"}))
    return await rates.cross("EUR", "EUR"), len(world.calls)
