WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2), "twice": (6, 2)}
PAIRS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (1, 2), (2, 1)],
    "twice": [(1, 2), (1, 1), (1, 2)],
    "missing": [(2, 2), (1, 1), (9, 9)],
}


def fill(module, world):
    world.create(module.SQLModel)
    for shop, item, amount in [(1, 1, 5), (1, 2, 7), (2, 1, 9)]:
        world.session.add(module.Stock(shop=shop, item=item, amount=amount))
        world.session.add(module.Price(shop=shop, item=item, cents=amount * 100))


def scenario(module, world):
    pairs = PAIRS[world.situation]
    return module.amounts(world.session, pairs), module.prices(world.session, pairs)
