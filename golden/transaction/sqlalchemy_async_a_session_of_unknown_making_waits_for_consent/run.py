WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.Base)


async def scenario(module, world):
    return await module.OrderService(world.session).place(7, 250)
