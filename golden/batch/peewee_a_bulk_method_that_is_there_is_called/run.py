WORLD = "peewee"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "twice": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 1, 20), (4, 2, 5), (5, 2, 7), (6, 3, 1)]


def fill(module, world):
    from shop import models

    world.create(models.User, models.Order)
    for i in range(1, 5):
        models.User.create(id=i, email=f"{i}@x")
    for i, user, total in ORDERS:
        models.Order.create(id=i, user=user, total=total)


def scenario(module, world):
    from shop import models

    ids = IDS[world.situation]
    users = [models.User(id=i, email=f"{i}@x") for i in ids]
    from shop.repository import Orders

    return module.totals(Orders(), users)
