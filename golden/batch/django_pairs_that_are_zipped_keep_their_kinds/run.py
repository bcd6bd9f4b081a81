WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2)}
ORDERS = {
    "none": [],
    "one": [(1, 10)],
    "many": [(3, 10), (1, 20), (2, 30)],
    "twice": [(2, 10), (1, 20), (2, 30)],
}


def fill(module, world):
    world.create(module.Customer, module.Order)
    for i in range(1, 5):
        module.Customer.objects.create(id=i, email=f"{i}@x")
    for number, (customer, total) in enumerate(ORDERS[world.situation], 1):
        module.Order.objects.create(id=number, customer_id=customer, total=total)


def scenario(module, world):
    return module.emails()
