async def scenario(module, world):
    plans = module.Plans(world.http({"/prices/pro": "9"}))
    return await module.total(plans, "pro", "pro"), module.ASKED
