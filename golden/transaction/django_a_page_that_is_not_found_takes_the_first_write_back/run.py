WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog, module.Receipt)
    module.Order.objects.create(customer="ann", total=30)


def scenario(module, world):
    return module.receipt_for(1)
