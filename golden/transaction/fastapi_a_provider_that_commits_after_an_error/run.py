WORLD = "sqlalchemy"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1))
        session.commit()


def scenario(module, world):
    for session in module.get_session():
        return module.place_order(7, session)
