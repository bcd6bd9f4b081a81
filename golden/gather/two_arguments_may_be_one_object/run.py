TEMPOS = ({}, {"GET /history/a": 2, "GET /history/a #2": 1})


async def scenario(module, world):
    account = module.Account("a")
    return await module.sizes(world.http({"/history/a": "x"}), account, account)
