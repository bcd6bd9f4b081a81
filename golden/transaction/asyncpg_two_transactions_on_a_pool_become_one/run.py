WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    return await module.place_order(world.pool, 7, 250)
