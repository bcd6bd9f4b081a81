WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (0, 0)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    count = {"none": 0, "one": 1, "many": 3}[world.situation]
    for i in range(1, count + 1):
        customer = module.Customer.objects.create(id=i, name=f"c{i}")
        for n in range(i):
            status = "open" if n == 1 else "paid"
            module.Order._base_manager.create(
                customer=customer, status=status, total=n, price=n
            )
    if count:
        module.Customer.objects.create(id=90, name="nobody")


def scenario(module, world):
    return module.counts(["a", "b"][: 2 if world.situation == "many" else 0])
