WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)
    module.Order.objects.create(customer="ann", total=30)
    module.Order.objects.create(customer="bob", total=10)


def scenario(module, world):
    module.Command().handle()


def whole(rows):
    closed = {order[0] for order in rows["shop_order"] if order[3] == "closed"}
    return closed == {entry[1] for entry in rows["shop_auditlog"]}
