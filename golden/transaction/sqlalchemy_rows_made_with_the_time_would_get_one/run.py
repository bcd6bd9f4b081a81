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
    try:
        module.ship("shipped")
    finally:
        with world.other() as other:
            other.execute("UPDATE audit_log SET at = '2030-01-01'")
