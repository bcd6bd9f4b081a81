WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)


def scenario(module, world):
    return module.place_and_bill("ann")
