WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "deleted", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (2, 1),
    "twice": (3, 1),
    "deleted": (2, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2],
    "twice": [2, 1, 2],
    "deleted": [3, 1],
    "missing": [2, 99],
}


def fill(module, world):
    world.create(module.Base)
    for number, deleted in ((1, False), (2, False), (3, True)):
        user = module.User(id=number, email=f"{number}@x.org", deleted=deleted)
        world.session.add(user)


def scenario(module, world):
    return module.emails(world.session, IDS[world.situation])
