WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO entries (id) VALUES (7)")


async def scenario(module, world):
    return await module.store(world.connection, 7)
