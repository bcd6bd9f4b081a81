WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ROWS = [(1, 1, 30), (2, 1, 10), (3, 3, 20), (4, 3, 5)]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.flush()
    world.session.add_all(module.Order(i, u, t) for i, u, t in ROWS)
    world.session.flush()


def scenario(module, world):
    return module.totals(world.session, IDS[world.situation])
