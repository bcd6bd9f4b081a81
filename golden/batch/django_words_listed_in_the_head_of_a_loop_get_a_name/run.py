WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (4, 1), "one": (6, 2), "many": (6, 2)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        for n in range(i - 1):
            status = "paid" if n == 1 else "open"
            module.Order.objects.create(customer=customer, status=status, total=10 * n)


def scenario(module, world):
    counts = module.by_status()
    if world.situation == "none":
        return counts
    first = module.Customer(id=1)
    last = module.Customer(id={"one": 1, "many": 3}[world.situation])
    return counts, module.totals(first, last)
