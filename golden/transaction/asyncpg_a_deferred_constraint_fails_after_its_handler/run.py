WORLD = "asyncpg"
SITUATIONS = ("known", "unknown")
CUSTOMERS = {"known": 1, "unknown": 99}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO customers VALUES (1)")


async def scenario(module, world):
    return await module.place_order(world.pool, 1, CUSTOMERS[world.situation])
