from psycopg2.pool import ThreadedConnectionPool

WORLD = "psycopg2"
FAULTS = "writes"


def fill(module, world):
    with world.connection.cursor() as cur:
        cur.execute(module.SCHEMA)
        cur.execute("INSERT INTO orders (customer_id, total) VALUES (1, 30)")
    world.pool = ThreadedConnectionPool(
        1, 2, world.connection.dsn, cursor_factory=world.connection.cursor_factory
    )


def scenario(module, world):
    try:
        return module.place_order(world.pool, 7, 250)
    finally:
        world.pool.closeall()
