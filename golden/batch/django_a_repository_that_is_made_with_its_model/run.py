WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (9, 3)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 1, 20), (4, 2, 5), (5, 2, 7), (6, 3, 1)]


def fill(module, world):
    world.create(module.Customer, module.Order)
    for i in range(1, 5):
        module.Customer.objects.create(id=i, email=f"{i}@x")
    for i, customer, total in ORDERS:
        module.Order.objects.create(id=i, customer_id=customer, total=total)


def scenario(module, world):
    ids = IDS[world.situation]
    return module.perhaps(ids), module.totals(ids), module.emails(ids)
