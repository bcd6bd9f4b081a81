WORLD = "sqlalchemy"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "nobody", "empty")
STATEMENTS = {
    "none": (3, 3),
    "one": (6, 5),
    "many": (10, 6),
    "nobody": (7, 6),
    "empty": (5, 4),
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
    service = module.Service(module.Orders(world.session))
    found = [service.owners(None), service.owners(15)]
    world.session.expunge_all()
    return found, module.first_totals(world.session, None)
