from asgiref.sync import async_to_sync

WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (1, 1), "one": (3, 3), "many": (7, 3)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        for n in range(i - 1):
            status = "paid" if n == 1 else "open"
            module.Order.objects.create(customer=customer, status=status, total=10 * n)


def scenario(module, world):
    return async_to_sync(module.report)()
