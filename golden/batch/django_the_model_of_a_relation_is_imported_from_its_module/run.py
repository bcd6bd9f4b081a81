WORLD = "django"
MODULE = "shop.report"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    from shop import models

    world.create(models.Customer, models.Order)
    for i in range(1, 4):
        models.Customer.objects.create(id=i, email=f"{i}@x")
    for i, (customer, total) in enumerate([(1, 9), (1, 3), (2, 5), (1, 7)]):
        models.Order.objects.create(id=i, customer_id=customer, total=total)


def scenario(module, world):
    ids = IDS[world.situation]
    return module.totals([module.Customer(id=i, email=f"{i}@x") for i in ids])
