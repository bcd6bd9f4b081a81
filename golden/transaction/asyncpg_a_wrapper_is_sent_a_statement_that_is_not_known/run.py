WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO users (name) VALUES ('ann')")


async def scenario(module, world):
    index = "CREATE INDEX CONCURRENTLY ON users (name)"
    return await module.rename(module.Database(world.pool), 1, "bea", index)
