WORLD = "asyncpg"
SITUATIONS = ("none", "one", "missing")
IDS = {"none": [], "one": [1], "missing": [1, 2, 9]}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    rows = [(1, 1, 30), (2, 1, 10), (3, 2, 5)]
    await world.connection.executemany("INSERT INTO payments VALUES ($1, $2, $3)", rows)


async def scenario(module, world):
    return await module.paid(world.connection, IDS[world.situation])
