WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1)}
RANKS = {"none": [], "one": [1], "many": [1, 2, 3], "twice": [2, 1, 2]}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 2, 20), (4, None, 5)]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.User(id=i, email=f"{i}@x", rank=i % 2 + 1) for i in range(1, 5)
    )
    world.session.flush()
    world.session.add_all(
        module.Order(id=i, user_id=u, status="open", total=t) for i, u, t in ORDERS
    )


def scenario(module, world):
    return module.numbers(world.session, RANKS[world.situation])
