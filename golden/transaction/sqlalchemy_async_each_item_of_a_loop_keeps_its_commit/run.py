WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


async def scenario(module, world):
    rows = [{"customer": 1, "total": 5}, {"customer": 2, "total": 7}]
    return await module.import_orders(rows)


def whole(rows):
    return {order[0] for order in rows["orders"]} == {
        entry[1] for entry in rows["audit_log"]
    }
