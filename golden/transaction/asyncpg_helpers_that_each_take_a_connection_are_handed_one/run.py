import sys

WORLD = "asyncpg"
FAULTS = "writes"
MODULE = "shop.checkout"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    sys.modules["shop.db"].pool = world.pool
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    return await module.checkout(7, [100, 150])
