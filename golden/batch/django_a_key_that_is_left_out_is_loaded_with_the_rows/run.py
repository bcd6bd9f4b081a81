WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "twice": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.Customer, module.Order)
    for i in range(1, 5):
        module.Customer.objects.create(id=i, email=f"{i}@x")
    for i, (customer, total) in enumerate([(1, 30), (1, 10), (2, 5), (3, 1)], 1):
        module.Order.objects.create(
            id=i, customer_id=customer, status="open", total=total
        )


def scenario(module, world):
    return module.totals(IDS[world.situation])
