WORLD = "asyncpg"
SITUATIONS = ("new", "known")


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO rows (name) VALUES ('known')")


async def scenario(module, world):
    return await module.load(world.connection, "first", world.situation)
