WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    return [order_id async for order_id in module.ship_all(world.pool, [1, 2])]


def whole(rows):
    shipped = {order[0] for order in rows["orders"] if order[3] == "shipped"}
    return shipped == {entry[1] for entry in rows["audit_log"]}
