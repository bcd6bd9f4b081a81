WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "without")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2), "without": (3, 2)}
USERS = {"none": 0, "one": 1, "many": 3, "without": 2}
ROWS = [(1, 1, 30), (2, 1, 10), (3, 3, 20), (4, 3, 5)]


def fill(module, world):
    world.create(module.Base)
    users = USERS[world.situation]
    world.session.add_all(
        module.User(id=i, email=f"{i}@x") for i in range(1, users + 1)
    )
    world.session.flush()
    world.session.add_all(
        module.Order(id=i, user_id=u, total=t) for i, u, t in ROWS if u <= users
    )
    world.session.flush()


def scenario(module, world):
    return module.report(world.session)
