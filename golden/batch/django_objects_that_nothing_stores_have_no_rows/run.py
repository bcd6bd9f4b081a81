WORLD = "django"
SITUATIONS = ("none", "stored", "guests")


def fill(module, world):
    world.create(module.Customer, module.Order)
    for i in (1, 2):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        for total in range(i):
            module.Order.objects.create(customer=customer, total=total)


def scenario(module, world):
    customers = list(module.Customer.objects.order_by("id"))
    if world.situation == "none":
        customers = []
    if world.situation == "guests":
        customers.append(module.guest("ann"))
    return module.counts(customers)
