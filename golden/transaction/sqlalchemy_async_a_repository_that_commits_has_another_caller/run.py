WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
FAULTS = "writes"


async def fill(module, world):
    await world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


async def scenario(module, world):
    order_id = await module.place_order(7, 250)
    await module.import_order(8)
    return order_id


def whole(rows):
    logged = {entry[1] for entry in rows["audit_log"]}
    return logged == {order[0] for order in rows["orders"] if order[1] == 7}
