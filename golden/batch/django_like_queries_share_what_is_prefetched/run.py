WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (3, 1), "one": (4, 2), "many": (6, 2)}
TOTALS = {"none": [], "one": [2], "many": [1, 2, 3]}


def fill(module, world):
    world.create(module.Customer, module.Order)
    for number, total in enumerate(TOTALS[world.situation]):
        customer = module.Customer.objects.create(name=f"name {number}")
        module.Order.objects.create(customer=customer, total=total)


def scenario(module, world):
    return module.names()
