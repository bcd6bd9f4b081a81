WORLD = "django"
SITUATIONS = ("none", "many", "missing")
STATEMENTS = {"none": (0, 0), "many": (2, 1), "missing": (2, 1)}
LOTS = {"none": [], "many": [1, 2], "missing": [2, 99]}


def fill(module, world):
    world.create(module.Bid)
    for lot, price in ((1, 30), (1, 50), (2, 20), (3, 90)):
        module.Bid.objects.create(lot=lot, price=price)


def scenario(module, world):
    return module.tops(LOTS[world.situation])
