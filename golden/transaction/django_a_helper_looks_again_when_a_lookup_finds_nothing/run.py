WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    return module.place_order("bob", 250)
