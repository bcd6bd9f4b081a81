WORLD = "peewee"
FAULTS = "writes"


def fill(module, world):
    module.db.init(world.path)
    module.db.create_tables([module.Order, module.AuditLog])
    module.Order.create(customer="ann", total=30)
    module.Order.create(customer="bob", total=10)


def scenario(module, world):
    try:
        return module.close_orders([1, 2])
    finally:
        module.db.close()


def whole(rows):
    closed = {order[0] for order in rows["order"] if order[3] == "closed"}
    return closed == {entry[1] for entry in rows["auditlog"]}
