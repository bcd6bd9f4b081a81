WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


def whole(rows):
    return len(rows["orders"]) == len(rows["audit_log"]) + 2


async def scenario(module, world):
    return await module.Orders(world.pool).place(7, [100, 150])
