WORLD = "sqlalchemy"
SITUATIONS = ("none", "numbers", "names")
IDS = {"none": [], "numbers": [1, 2, 1], "names": [1]}
NAMES = {"none": [], "numbers": [], "names": ["2"]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))
    world.session.flush()
    rows = [(1, 1, 30), (2, 1, 10), (3, 2, 20)]
    world.session.add_all(module.Order(id=i, user_id=u, total=t) for i, u, t in rows)


def scenario(module, world):
    return module.totals(world.session, IDS[world.situation], NAMES[world.situation])
