WORLD = "psycopg"
FAULTS = "writes"


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    world.connection.execute("INSERT INTO orders (customer_id, total) VALUES (1, 30)")
    module.DSN = world.dsn


def scenario(module, world):
    return module.place_order(7, 250)
