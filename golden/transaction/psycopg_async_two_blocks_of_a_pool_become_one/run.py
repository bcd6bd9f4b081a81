from psycopg_pool import AsyncConnectionPool

WORLD = "psycopg_async"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30)"
    )
    module.pool = AsyncConnectionPool(world.dsn, min_size=1, open=False)


async def scenario(module, world):
    await module.pool.open()
    try:
        return await module.place_order(7, 250)
    finally:
        await module.pool.close()
