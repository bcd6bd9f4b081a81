WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    return module.CloseOrder().post(None, 1).status_code
