WORLD = "databases"
FAULTS = "writes"


async def fill(module, world):
    for statement in module.SCHEMA.split(";"):
        if statement.strip():
            await world.database.execute(statement)
    await world.database.execute("INSERT INTO orders VALUES (1, 'ann', 'open')")


async def scenario(module, world):
    return await module.ship(world.database, 1)
