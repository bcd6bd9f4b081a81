WORLD = "asyncpg"
SITUATIONS = ("many", "twice", "missing")
STATEMENTS = {"many": (3, 1), "twice": (3, 1), "missing": (2, 1)}
KEYS = {"many": (1, 2, 3), "twice": (2, 2, 1), "missing": (1, 98, 99)}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    rows = [(1, "ann"), (2, "ben"), (3, "cy")]
    await world.connection.executemany("INSERT INTO accounts VALUES ($1, $2)", rows)


async def scenario(module, world):
    return await module.owners(world.pool, *KEYS[world.situation])
