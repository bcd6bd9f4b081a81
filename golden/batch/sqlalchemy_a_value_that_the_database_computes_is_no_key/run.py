WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice")
SIZES = {
    "none": [],
    "one": [2],
    "many": [0, 1, 2, 3],
    "twice": [2, 1, 2],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.Order(id=n) for n in range(1, 4))
    world.session.flush()
    world.session.add_all(module.Item(order_id=n) for n in (1, 2, 2))
    world.session.flush()


def scenario(module, world):
    order = world.session.get(module.Order, 1)
    before = order.size
    # The order is loaded already, and nobody tells it that it has grown.
    world.session.add(module.Item(order_id=1))
    found = module.numbers(world.session, SIZES[world.situation])
    return found, order.id, before
