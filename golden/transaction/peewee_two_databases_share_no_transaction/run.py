WORLD = "peewee"


def fill(module, world):
    module.db.init(world.path, timeout=0.1)
    module.log_db.init(world.path, timeout=0.1)
    module.db.create_tables([module.Order])
    module.log_db.create_tables([module.AuditLog])


def scenario(module, world):
    try:
        return module.place_order("ann", 30)
    finally:
        module.log_db.close()
        module.db.close()
