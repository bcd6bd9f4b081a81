WORLD = "sqlalchemy"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
KEYS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 9],
}


def fill(module, world):
    from shop import models

    world.create(models.Base)
    world.session.add_all(
        models.User(id=number, email=f"{number}@example.org") for number in (1, 2, 3)
    )
    world.session.flush()
    world.session.add_all(
        models.Order(id=number, user_id=user, total=total)
        for number, user, total in ((1, 1, 9), (2, 1, 4), (3, 2, 7), (4, 2, 1))
    )


def scenario(module, world):
    from shop import repositories

    ids = KEYS[world.situation]
    users = repositories.Users(world.session)
    orders = repositories.Orders(world.session)
    return (
        module.emails(users, ids),
        module.totals(orders, ids),
        module.counts(orders, ids),
    )
