WORLD = "asyncpg"
SITUATIONS = ("pay", "refund")
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO accounts VALUES (1, 30)")
    await world.connection.execute(
        "INSERT INTO orders VALUES (7, $1)", world.situation != "pay"
    )


async def scenario(module, world):
    return await getattr(module, world.situation)(world.pool, 1, 7, 20)
