WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("ann", "tom")


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    module.add_user("bob")
    module.add_item("welcome tom", 1)


def scenario(module, world):
    module.sign_up(world.situation)
