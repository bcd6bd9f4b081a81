WORLD = "sqlite3"
FAULTS = "writes"
SITUATIONS = ("new", "again")


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.execute("INSERT INTO orders (customer, total) VALUES ('ann', 30)")
    if world.situation == "again":
        world.connection.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (1, 'old')"
        )
    module.DATABASE = world.path


def scenario(module, world):
    return module.ship(1)
