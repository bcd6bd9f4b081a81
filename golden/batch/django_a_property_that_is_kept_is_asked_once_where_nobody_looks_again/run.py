WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (2, 2), "one": (4, 4), "many": (8, 4)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        for n in range(i):
            status = "paid" if n else "open"
            module.Order.objects.create(customer=customer, status=status)


def scenario(module, world):
    return module.report(), module.numbers()
