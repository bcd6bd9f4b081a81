WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30)"
    )
    await world.connection.execute(
        "INSERT INTO audit_log (order_id, event) VALUES (1, 'old')"
    )


async def scenario(module, world):
    return await module.ship_or_undo(world.pool, 1)
