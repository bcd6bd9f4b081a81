WORLD = "asyncpg"
SITUATIONS = ("none", "many", "missing")
STATEMENTS = {"none": (0, 0), "many": (2, 1), "missing": (2, 1)}
USERS = {"none": [], "many": [1, 2], "missing": [2, 9]}


async def fill(module, world):
    await world.pool.execute(module.SCHEMA)
    rows = [(1, 1), (2, 1), (3, 2), (4, None)]
    await world.pool.executemany("INSERT INTO orders VALUES ($1, $2)", rows)


async def scenario(module, world):
    return await module.order_counts(world.pool, USERS[world.situation])
