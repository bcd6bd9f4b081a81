WORLD = "peewee"
FAULTS = "writes"


def fill(module, world):
    module.db.init(world.path)
    module.db.create_tables([module.Order, module.AuditLog])
    module.Order.create(customer="ann", total=30)


def scenario(module, world):
    try:
        return module.close(1, ["closed", "billed"])
    finally:
        module.db.close()
