WORLD = "django"
FAULTS = "around writes"
SITUATIONS = ("ann", "bob")


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    return module.remember(world.situation, 5)
