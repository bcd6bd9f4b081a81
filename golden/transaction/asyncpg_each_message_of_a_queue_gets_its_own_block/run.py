import asyncio

WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    orders = asyncio.Queue()
    for order_id in (1, 2):
        orders.put_nowait(order_id)
    await module.worker(world.pool, orders)


def whole(rows):
    shipped = {order[0] for order in rows["orders"] if order[3] == "shipped"}
    return shipped == {entry[1] for entry in rows["audit_log"]}
