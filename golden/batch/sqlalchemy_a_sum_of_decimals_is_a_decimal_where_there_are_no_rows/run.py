WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ROWS = [
    (1, 1, "open", 30),
    (2, 1, "open", 10),
    (3, 1, "paid", 20),
    (4, 2, "open", 5),
    (5, 2, "paid", 7),
    (6, 3, "paid", 1),
]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.flush()
    world.session.add_all(
        module.Order(id=i, user_id=u, status=s, total=t) for i, u, s, t in ROWS
    )


def scenario(module, world):
    return module.revenue(world.session, IDS[world.situation])
