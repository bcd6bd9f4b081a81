WORLD = "asyncpg"
SITUATIONS = ("enough", "short")
AMOUNTS = {"enough": 20, "short": 50}
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO accounts VALUES (1, 30), (2, 10)")


async def scenario(module, world):
    return await module.transfer(world.pool, 1, 2, AMOUNTS[world.situation])
