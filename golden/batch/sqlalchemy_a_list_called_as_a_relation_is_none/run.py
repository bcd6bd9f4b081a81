WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2)}
IDS = {"none": [], "one": [1], "many": [1, 2, 3], "twice": [2, 1, 2]}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 2, 20), (4, None, 5)]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.flush()
    world.session.add_all(
        module.Order(id=i, user_id=u, status="open", total=t) for i, u, t in ORDERS
    )


def scenario(module, world):
    known = {user.id: user for user in world.session.query(module.User)}
    found = module.collect(world.session, [known[i] for i in IDS[world.situation]])
    return [(order.id, order.total) for order in found.orders]
