WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2), "twice": (5, 2)}


def fill(module, world):
    world.create(module.Customer, module.Order)
    module.import_all(["a", "b"])
    module.sign_up("c")
    for customer in module.Customer.objects.all():
        for total in range(customer.id % 3):
            module.Order.objects.create(customer=customer, total=total)


def scenario(module, world):
    ids = {"none": [], "one": [1], "many": [1, 2, 3], "twice": [2, 1, 2, 3]}
    by_id = module.Customer.objects.in_bulk()
    return module.counts([by_id[i] for i in ids[world.situation]])
