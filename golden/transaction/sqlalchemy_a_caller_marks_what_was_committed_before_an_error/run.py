WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.place_or_mark(7)
