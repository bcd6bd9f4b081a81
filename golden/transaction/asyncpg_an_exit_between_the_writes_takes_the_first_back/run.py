WORLD = "asyncpg"
FAULTS = "writes"
SITUATIONS = ("wet",)


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO orders DEFAULT VALUES")


async def scenario(module, world):
    try:
        await module.ship(world.pool, 1, world.situation == "dry")
    except SystemExit as end:
        return end.code
