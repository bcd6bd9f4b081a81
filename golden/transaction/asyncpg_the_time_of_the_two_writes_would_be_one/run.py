WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    result = await module.ship(world.pool, 1)
    await world.connection.execute("UPDATE audit_log SET at = '2030-01-01'")
    return result
