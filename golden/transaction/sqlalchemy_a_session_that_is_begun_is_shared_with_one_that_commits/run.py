WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1, total=30))
        session.commit()


def scenario(module, world):
    return module.place_order(7, 250)
