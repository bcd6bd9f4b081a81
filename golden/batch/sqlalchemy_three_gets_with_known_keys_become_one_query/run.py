WORLD = "sqlalchemy_async"
SITUATIONS = ("many", "twice", "missing")
STATEMENTS = {"many": (3, 1), "missing": (3, 1)}


async def fill(module, world):
    await world.create(module.Base)
    world.session.add_all(module.Account(id=i, balance=i * 10) for i in range(1, 5))


async def scenario(module, world):
    keys = {"many": (1, 2, 3), "twice": (2, 2, 1), "missing": (1, 98, 99)}
    booking = module.Booking(*keys[world.situation])
    return await module.balances(world.session, booking)
