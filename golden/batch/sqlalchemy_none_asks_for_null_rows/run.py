WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.flush()
    rows = [
        (1, 1, "open", 30),
        (2, 1, "open", 10),
        (3, 1, "paid", 20),
        (4, 2, "open", 5),
    ]
    rows += [(5, 2, "paid", 7), (6, 3, "paid", 1)]
    world.session.add_all(
        module.Order(
            id=i, user_id=u, parent_id=None if i % 2 else i - 1, status=s, total=t
        )
        for i, u, s, t in rows
    )


def scenario(module, world):
    ids = IDS[world.situation]
    orders = [
        module.Order(id=100 + i, user_id=1, parent_id=i if i != 2 else None)
        for i in ids
    ]
    return module.children(world.session, orders)
