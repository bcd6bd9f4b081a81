WORLD = "django"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Order, module.AuditLog)


def scenario(module, world):
    return module.import_orders([("bob", 1), ("cid", 2)])


def whole(rows):
    return {order[0] for order in rows["shop_order"]} == {
        e[1] for e in rows["shop_auditlog"]
    }
