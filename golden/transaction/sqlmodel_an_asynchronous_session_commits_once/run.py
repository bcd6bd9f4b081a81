WORLD = "sqlalchemy_async"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.SQLModel)
    module.engine = world.engine


async def scenario(module, world):
    order = await module.place_order(7)
    return sorted(order.model_dump().items())
