WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("known", "unknown")


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1))
        session.commit()


def scenario(module, world):
    module.place_order(7 if world.situation == "known" else None)
