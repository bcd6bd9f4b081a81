WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.orders)
    with world.engine.begin() as conn:
        conn.execute(module.orders.insert().values(status="open"))


def scenario(module, world):
    return module.ship(world.engine, 1)
