WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice")
STATEMENTS = {"none": (1, 1), "one": (2, 2)}
IDS = {"none": [], "one": [1], "many": [1, 2, 3, 4], "twice": [2, 1, 2]}
ORDERS = [(1, 1, 3), (2, 1, 1), (3, 2, 99), (4, None, 3)]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.flush()
    world.session.add_all(
        module.Order(id=i, user_id=u, status="open", total=t) for i, u, t in ORDERS
    )


def scenario(module, world):
    known = {order.id: order for order in world.session.query(module.Order)}
    module.assign(world.session, [known[i] for i in IDS[world.situation]])
