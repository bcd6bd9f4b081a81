WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("cheap", "dear")
LIMITS = {"cheap": 5, "dear": 500}


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with module.SessionLocal() as session:
        session.add(module.Order(customer_id=1, total=30))
        session.commit()


def scenario(module, world):
    try:
        module.main(7, LIMITS[world.situation])
    except SystemExit as end:
        return end.code
