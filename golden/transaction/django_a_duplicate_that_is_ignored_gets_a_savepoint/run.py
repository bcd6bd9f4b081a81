WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"
SITUATIONS = ("new", "used")


def fill(module, world):
    world.create(module.Order, module.CouponUse)
    module.CouponUse.objects.create(code="used")


def scenario(module, world):
    return module.buy("ann", 5, world.situation)
