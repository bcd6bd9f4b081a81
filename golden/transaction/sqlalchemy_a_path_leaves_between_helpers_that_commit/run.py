WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("ann", "bob@example.com")


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.sign_up(world.situation)
