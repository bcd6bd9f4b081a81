WORLD = "django"
SITUATIONS = ("new", "used")


def fill(module, world):
    world.create(module.Order, module.Receipt)
    order = module.Order.objects.create(number="used")
    module.Receipt.objects.create(order=order, number="used")


def scenario(module, world):
    return module.place(world.situation)
