WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    seen = []
    async for order_id in module.ship_all(world.pool, [1, 2]):
        with world.other() as other:
            query = "SELECT status FROM orders WHERE id = %s"
            seen.append(other.execute(query, (order_id,)).fetchone()[0])
    return seen
