WORLD = "sqlite3"


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    module.DATABASE = world.path


def scenario(module, world):
    stored = []

    def report(number):
        with world.other() as other:
            found = other.execute("SELECT count(*) FROM orders").fetchone()[0]
            stored.append((number, found))

    module.import_orders([("ann", 30), ("bob", 10)], report)
    return stored
