WORLD = "django"
SITUATIONS = ("none", "one", "several")
TOTALS = {"none": [], "one": [10], "several": [10, 20]}


def fill(module, world):
    world.create(module.Team, module.Customer, module.Order)
    customer = module.Customer.objects.create(id=1, email="1@x")
    for i, total in ((1, 10), (2, 20), (3, 20)):
        module.Order.objects.create(id=i, customer=customer, status="open", total=total)


def scenario(module, world):
    return module.ids(TOTALS[world.situation])
