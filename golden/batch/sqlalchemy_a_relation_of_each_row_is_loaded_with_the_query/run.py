WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "nobody")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2), "nobody": (2, 2)}
ORDERS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 1), (4, 3)],
    "nobody": [(1, None), (2, 2)],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 4))
    world.session.add_all(module.Product(id=i, name=f"p{i}") for i in range(1, 4))
    world.session.flush()
    orders = ORDERS[world.situation]
    world.session.add_all(
        module.Order(id=i, user_id=u, total=i * 10) for i, u in orders
    )
    world.session.flush()
    world.session.add_all(
        module.Item(id=10 * i + p, order_id=i, product_id=p)
        for i, _ in orders
        for p in range(1, i + 1)
        if p < 4
    )


def scenario(module, world):
    return module.lines(world.session)
