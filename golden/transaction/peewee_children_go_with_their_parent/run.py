WORLD = "peewee"
FAULTS = "writes"


def fill(module, world):
    module.db.init(world.path)
    module.db.create_tables([module.Order, module.AuditLog])
    module.Order.create(customer="ann", total=30)
    module.AuditLog.create(order=1, event="placed")


def scenario(module, world):
    try:
        return module.forget(1)
    finally:
        module.db.close()
