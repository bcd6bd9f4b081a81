WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("a price", "no price")
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    total = 50 if world.situation == "a price" else 0
    sessions = module.get_session()
    try:
        return module.place_order(7, total, next(sessions))
    finally:
        sessions.close()


def whole(rows):
    return {log[1] for log in rows["audit_log"]} == {order[0] for order in rows["orders"]}
