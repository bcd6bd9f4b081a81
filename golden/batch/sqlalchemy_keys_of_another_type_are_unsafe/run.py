WORLD = "sqlalchemy"
SITUATIONS = ("none", "texts")
IDS = {"none": [], "texts": ["1", "2", "9"]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))


def scenario(module, world):
    return module.emails(world.session, IDS[world.situation])
