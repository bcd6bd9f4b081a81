WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO orders (customer_id) VALUES (7)")


async def scenario(module, world):
    return await module.create_order(world.pool, 7, [("tea", 2), ("cup", 1)])
