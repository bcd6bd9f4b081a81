WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.orders)
    async with world.engine.begin() as conn:
        await conn.execute(module.orders.insert().values(status="open"))


async def scenario(module, world):
    return await module.ship(world.engine, 1)
