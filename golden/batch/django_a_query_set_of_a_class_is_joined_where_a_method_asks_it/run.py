WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (1, 1), "one": (2, 1), "many": (4, 1)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        module.Order.objects.create(id=i, customer=customer, status="paid")


def scenario(module, world):
    return module.Export().rows()
