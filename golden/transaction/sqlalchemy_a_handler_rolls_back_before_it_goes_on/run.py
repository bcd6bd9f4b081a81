WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.import_orders([5, 7, 2])


def whole(rows):
    return {order[0] for order in rows["orders"]} == {
        entry[1] for entry in rows["audit_log"]
    }
