WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    async with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1, total=30))
        await session.commit()


async def scenario(module, world):
    return (await module.place_order(7, 250), await module.reserve(8))


def whole(rows):
    logged = {entry[1] for entry in rows["audit_log"]}
    return logged == {order[0] for order in rows["orders"] if order[1] == 7}
