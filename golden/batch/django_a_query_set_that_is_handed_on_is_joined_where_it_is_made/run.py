WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (3, 3), "one": (5, 3), "many": (11, 3)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    count = {"none": 0, "one": 1, "many": 4}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        status = "open" if i % 2 else "paid"
        module.Order.objects.create(id=i, customer=customer, status=status)


def scenario(module, world):
    return module.open_orders(), module.paid_orders()
