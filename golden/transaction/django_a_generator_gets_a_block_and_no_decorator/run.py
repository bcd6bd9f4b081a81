WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann")
    module.Order.objects.create(customer="bob", status="paid")


def scenario(module, world):
    return list(module.close_all(list(module.Order.objects.order_by("pk"))))
