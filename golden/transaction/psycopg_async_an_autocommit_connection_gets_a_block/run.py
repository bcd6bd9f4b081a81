WORLD = "psycopg_async"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30)"
    )
    module.DSN = world.dsn


async def scenario(module, world):
    return await module.place_order(7, 250)
