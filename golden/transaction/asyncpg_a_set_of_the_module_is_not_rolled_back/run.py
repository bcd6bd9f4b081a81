import asyncpg

WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )
    await world.connection.execute(
        "INSERT INTO audit_log (order_id, event) VALUES (1, 'old')"
    )


async def scenario(module, world):
    for order_id in (1, 2):
        try:
            await module.ship(world.pool, order_id)
        except asyncpg.UniqueViolationError:
            pass
    stored = await world.connection.fetch(
        "SELECT id FROM orders WHERE status = 'shipped'"
    )
    return module.SHIPPED - {row["id"] for row in stored}
