WORLD = "sqlalchemy"
SITUATIONS = ("none", "many", "missing")
STATEMENTS = {"none": (0, 0), "many": (3, 1), "missing": (1, 1)}
IDS = {"none": [], "many": [1, 2, 3], "missing": [99, 1, 2]}


def fill(module, world):
    module.Base.metadata.create_all(world.engine)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))
    world.session.commit()
    world.session.expunge_all()


def scenario(module, world):
    return module.all_known(world.session, IDS[world.situation])
