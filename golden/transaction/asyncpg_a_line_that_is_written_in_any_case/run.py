WORLD = "asyncpg"
SITUATIONS = ("two", "none")
PARTS = {"two": 2, "none": 0}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    return await module.split(world.pool, 1, PARTS[world.situation])
