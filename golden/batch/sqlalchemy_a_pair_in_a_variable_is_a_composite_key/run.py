WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
PAIRS = {
    "none": [],
    "one": [(1, 2)],
    "many": [(1, 2), (2, 1), (2, 2)],
    "twice": [(2, 1), (1, 2), (2, 1)],
    "missing": [(9, 9), (1, 1)],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.Stock(shop_id=shop, product_id=product, amount=10 * shop + product)
        for shop in (1, 2)
        for product in (1, 2)
    )


def scenario(module, world):
    return module.amounts(world.session, PAIRS[world.situation])
