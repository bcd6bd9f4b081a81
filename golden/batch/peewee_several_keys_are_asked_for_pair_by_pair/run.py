WORLD = "peewee"
SITUATIONS = ("none", "one", "many", "twice", "missing", "pages")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (9, 3), "pages": (360, 9)}
KEYS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 2), (2, 1), (1, 3)],
    "twice": [(2, 2), (1, 1), (2, 2)],
    "missing": [(1, 9), (9, 1), (3, 3)],
    "pages": [(n % 5, n) for n in range(120)],
}


def fill(module, world):
    world.create(module.Stock)
    for shop in (1, 2):
        for item in (1, 2, 3, 4):
            module.Stock.create(shop=shop, item=item, amount=item % 3 + shop)


def scenario(module, world):
    keys = KEYS[world.situation]
    return module.amounts(keys), module.counts(keys), module.largest(keys)
