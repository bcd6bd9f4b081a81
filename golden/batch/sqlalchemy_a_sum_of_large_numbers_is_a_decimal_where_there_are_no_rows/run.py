WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "missing")
IDS = {"none": [], "one": [1], "missing": [1, 2, 9]}


def fill(module, world):
    world.create(module.Base)
    rows = [(1, 1, 30), (2, 1, 10), (3, 2, 5)]
    world.session.add_all(
        module.Payment(id=i, user_id=user, cents=cents) for i, user, cents in rows
    )


def scenario(module, world):
    return module.paid(world.session, IDS[world.situation])
