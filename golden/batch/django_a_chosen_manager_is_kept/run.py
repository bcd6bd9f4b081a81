WORLD = "django"
SITUATIONS = ("none", "one", "many", "gone")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2), "gone": (2, 2)}
IDS = {"none": [], "one": [1], "many": [1, 2, 3], "gone": [4]}


def fill(module, world):
    world.create(module.Team, module.Customer, module.Order, module.Member)
    for i in (1, 2, 3):
        customer = module.Customer.objects.create(id=i, email=f"c{i}@x")
        module.Member.objects.create(id=i, email=f"m{i}@x", gone=i == 3)
        module.Order.objects.create(id=i, customer=customer, status="open", total=i)
    module.Order.objects.create(id=4, customer=customer, status="open", total=0)


def scenario(module, world):
    orders = module.Order.objects.filter(id__in=IDS[world.situation] or [99])
    return module.emails(list(orders))
