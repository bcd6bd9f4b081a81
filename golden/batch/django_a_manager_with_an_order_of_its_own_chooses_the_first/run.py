WORLD = "django"
SITUATIONS = ("none", "many", "twice", "missing")
IDS = {"none": [], "many": [1, 2, 3], "twice": [2, 1, 2], "missing": [3, 99]}


def fill(module, world):
    world.create(module.Customer, module.Order)
    for i in range(1, 5):
        module.Customer.objects.create(id=i, email=f"{i}@x")
    rows = [
        (1, 1, "open", 30),
        (2, 1, "gone", 10),
        (3, 1, "open", 20),
        (4, 2, "gone", 5),
    ]
    for i, c, s, t in rows:
        module.Order(id=i, customer_id=c, status=s, total=t).save()


def scenario(module, world):
    found = module.newest(IDS[world.situation])
    return [order and order.id for order in found]
