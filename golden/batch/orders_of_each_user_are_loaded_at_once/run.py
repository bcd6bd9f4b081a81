WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "twice": (3, 1)}
USERS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 4],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    rows = [
        (1, "open", 30),
        (1, "open", 10),
        (2, "open", 5),
        (2, "paid", 7),
        (3, "paid", 1),
    ]
    world.session.add_all(
        module.Order(user_id=u, status=s, total=t) for u, s, t in rows
    )


def scenario(module, world):
    users = [module.User(id=i, email=f"{i}@x") for i in USERS[world.situation]]
    return module.open_totals(world.session, users)
