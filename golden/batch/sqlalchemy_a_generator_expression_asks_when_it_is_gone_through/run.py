WORLD = "sqlalchemy"
SITUATIONS = ("many",)


def fill(module, world):
    module.Base.metadata.create_all(world.engine)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))
    world.session.commit()


def scenario(module, world):
    return module.rename(world.session, [1, 2, 3])
