WORLD = "django"
ENGINE = "postgresql"
SITUATIONS = ("new", "used")


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    order = module.Order.objects.create(customer="ann", total=30)
    module.AuditLog.objects.create(order=order, event="used")


def scenario(module, world):
    return module.place_order("bob", 5, world.situation)
