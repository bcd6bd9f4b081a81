WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.Parcel)
    for customer in ("ann", "bob"):
        module.Order.objects.create(customer=customer, total=30)


def scenario(module, world):
    return module.pack("north", list(module.Order.objects.order_by("pk")))
