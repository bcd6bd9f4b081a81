WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    order = module.Order.objects.create(customer="ann", total=30)
    module.AuditLog.objects.create(order=order, event="old")


def scenario(module, world):
    return module.replace_events(module.Order.objects.get(), ["new", "newer"])
