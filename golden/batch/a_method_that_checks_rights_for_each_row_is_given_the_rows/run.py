WORLD = "sqlalchemy"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "missing")
ROWS = [
    (1, 1, "open", 30),
    (2, 1, "open", 10),
    (3, 1, "paid", 20),
    (4, 2, "open", 5),
    (5, 2, "paid", 7),
    (6, 3, "paid", 1),
]


def fill(module, world):
    world.create(module.models.Base)
    world.session.add_all(module.models.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.flush()
    world.session.add_all(
        module.models.Order(id=i, user_id=u, status=s, total=t) for i, u, s, t in ROWS
    )


def scenario(module, world):
    orders = module.Orders(world.session, 1)
    ids = {"none": [], "one": [2], "many": [1, 2, 4], "missing": [1, 99]}
    try:
        return module.totals(orders, ids[world.situation]), orders.denied
    except PermissionError as error:
        return str(error), orders.denied
