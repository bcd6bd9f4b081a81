WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "nobody", "empty")
STATEMENTS = {
    "none": (1, 1),
    "one": (5, 2),
    "many": (5, 2),
    "nobody": (5, 2),
    "empty": (5, 2),
}
ORDERS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 1), (4, 3)],
    "nobody": [(1, None), (2, 2), (3, None)],
    "empty": [],
}


def fill(module, world):
    world.create(module.Base)
    if world.situation != "none":
        world.session.add_all(
            module.User(id=i, email=f"{i}@example.org") for i in range(1, 5)
        )
    world.session.flush()
    world.session.add_all(
        module.Order(id=i, user_id=u, total=i * 10) for i, u in ORDERS[world.situation]
    )


def scenario(module, world):
    return module.totals(world.session)
