from psycopg_pool import ConnectionPool

WORLD = "psycopg"
FAULTS = "writes"


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    world.connection.execute("INSERT INTO orders (customer_id, total) VALUES (1, 30)")
    module.pool = ConnectionPool(world.dsn, min_size=1, open=True)


def scenario(module, world):
    try:
        return module.place_order(7, 250)
    finally:
        module.pool.close()
