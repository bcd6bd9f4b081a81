WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO users (name) VALUES ('ann')")


async def scenario(module, world):
    return await module.rename(module.Database(world.pool), 1, "bea")
