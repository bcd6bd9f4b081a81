WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    try:
        await module.ship(world.connection, 1)
    finally:
        with world.other() as other:
            other.execute("UPDATE audit_log SET at = '2030-01-01'")
