WORLD = "sqlalchemy"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.sign_up("ann")
