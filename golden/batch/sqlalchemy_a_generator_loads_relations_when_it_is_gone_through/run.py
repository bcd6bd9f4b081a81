WORLD = "sqlalchemy"
SITUATIONS = ("many",)


def fill(module, world):
    module.Base.metadata.create_all(world.engine)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))
    world.session.add_all(module.Order(id=i, user_id=i) for i in (1, 2, 3))
    world.session.commit()
    world.session.expunge_all()


def scenario(module, world):
    return module.rename(world.session)
