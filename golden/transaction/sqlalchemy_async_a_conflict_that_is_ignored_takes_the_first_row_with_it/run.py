WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
SITUATIONS = ("new", "again")
CUSTOMERS = {"new": 7, "again": 1}


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    async with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1, total=30))
        await session.commit()


async def scenario(module, world):
    return await module.place_order(CUSTOMERS[world.situation], 250)
