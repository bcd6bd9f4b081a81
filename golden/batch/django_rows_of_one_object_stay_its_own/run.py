WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (6, 2), "one": (6, 2), "many": (6, 2)}
TOTALS = {"none": [], "one": [2], "many": [1, 2, 2, 3, 9]}


def fill(module, world):
    world.create(module.Customer, module.Order)
    for name in ("first", "second"):
        customer = module.Customer.objects.create(name=name)
        for total in TOTALS[world.situation]:
            number = module.Order.objects.count()
            module.Order.objects.create(customer=customer, number=number, total=total)


def scenario(module, world):
    customer = module.Customer(id=2, name="second")
    return module.amounts(customer), module.numbers(customer)
