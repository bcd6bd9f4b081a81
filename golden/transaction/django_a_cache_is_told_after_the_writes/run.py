WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)
    module.cache.clear()


def scenario(module, world):
    return module.place_order("bob", 5), module.cache.get("last-order:bob")
