WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO jobs VALUES (1, 'open')")


async def scenario(module, world):
    return await module.run(world.connection, 1, [1, 2, 3])
