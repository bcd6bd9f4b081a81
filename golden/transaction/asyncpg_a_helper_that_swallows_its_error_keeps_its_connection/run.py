WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )
    await world.connection.execute(
        "ALTER TABLE audit_log ADD CHECK (event <> 'placed')"
    )


async def scenario(module, world):
    return await module.checkout(world.pool, 7, [100, 150])
