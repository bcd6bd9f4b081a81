WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)
    module.Order.objects.create(customer="bob", total=10)


def scenario(module, world):
    return module.close_orders([1, 2])


def whole(rows):
    closed = {order[0] for order in rows["shop_order"] if order[3] == "closed"}
    return closed == {e[1] for e in rows["shop_auditlog"]}
