WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"
SITUATIONS = ("there", "missing")
IDS = {"there": 1, "missing": 99}


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    order = module.Order.objects.create(customer="ann", total=30)
    module.AuditLog.objects.create(order=order, event="draft")


def scenario(module, world):
    return module.log(IDS[world.situation], "sale")
