WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)


async def scenario(module, world):
    draft = {"customer": 7, "total": 250}
    await module.place(world.connection, draft)
    return draft
