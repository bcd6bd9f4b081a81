WORLD = "sqlite3"
FAULTS = "writes"


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.execute("INSERT INTO orders (customer, total) VALUES ('ann', 30)")
    module.DATABASE = world.path


def scenario(module, world):
    return module.checkout("bob", 5)
