WORLD = "peewee"
SITUATIONS = ("none", "one", "many", "twice", "missing", "null")
STATEMENTS = {
    "none": (1, 3),
    "one": (3, 3),
    "many": (6, 3),
    "twice": (7, 3),
    "null": (5, 3),
}
ORDERS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 3)],
    "twice": [(1, 2), (2, 1), (3, 2)],
    "missing": [(1, 1), (2, 99), (3, 2)],
    "null": [(1, 1), (2, None), (3, 2)],
}


def fill(module, world):
    world.create(module.Team, module.User, module.Order)
    for i in range(1, 3):
        module.Team.create(id=i, name=f"t{i}")
    for i, team in [(1, 1), (2, 2), (3, None)]:
        module.User.create(id=i, email=f"{i}@x", team=team)
    for i, user in ORDERS[world.situation]:
        module.Order.create(id=i, user=user, total=i * 10)


def scenario(module, world):
    return module.dicts()
