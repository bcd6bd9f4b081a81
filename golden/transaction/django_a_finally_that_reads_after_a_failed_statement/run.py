WORLD = "django"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    order = module.Order.objects.create(customer="ann")
    module.AuditLog.objects.create(order=order, event="placed")


def scenario(module, world):
    seen = []
    try:
        module.place_order("bob", seen)
    except Exception as error:
        return type(error).__name__, seen
