WORLD = "sqlalchemy"


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 4))
    world.session.flush()
    world.session.add_all(module.Visit(id=i, user_id=u) for i, u in [(1, 1), (2, 2)])


def scenario(module, world):
    return module.counts(world.session)
