WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "nobody", "empty")
STATEMENTS = {
    "none": (4, 4),
    "one": (8, 8),
    "many": (16, 8),
    "nobody": (8, 8),
    "empty": (4, 4),
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
    found = []
    for read in (module.page, module.owners, module.by_owner, module.listing):
        found.append(read(world.session))
        world.session.expunge_all()
    return found
