WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 1, 20), (4, 2, 5), (5, 2, 7), (6, 3, 1)]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany("INSERT INTO orders VALUES ($1, $2, $3)", ORDERS)


async def scenario(module, world):
    return await module.totals(world.connection, IDS[world.situation])
