WORLD = "django"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Order, module.AuditLog)


def scenario(module, world):
    return module.place_order("ann", 30)
