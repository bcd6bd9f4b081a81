WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing", "null")
STATEMENTS = {"none": (0, 0), "many": (3, 1), "missing": (2, 1), "null": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 2],
    "missing": [99, 1],
    "null": [3, 1],
}


def fill(module, world):
    world.create(module.Base)
    for ident, email in [(1, "1@x"), (2, "2@x"), (3, None)]:
        world.session.add(module.User(id=ident, email=email))


def scenario(module, world):
    return module.emails(world.session, IDS[world.situation])
