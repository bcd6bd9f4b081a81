WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
KEYS = {"none": [], "one": [1], "many": [1, 2, 3], "missing": [3, 9]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.User(id=number, email=f"{number}@example.org") for number in (1, 2, 3)
    )
    world.session.flush()
    world.session.add_all(
        module.Order(id=number, user_id=user)
        for number, user in ((1, 1), (2, 1), (3, 2))
    )


def scenario(module, world):
    return module.counts(world.session, KEYS[world.situation])
