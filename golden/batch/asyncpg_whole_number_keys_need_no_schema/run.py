WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [(1, 30), (1, 10), (2, 5), (3, 1), (None, 2)]


async def fill(module, world):
    await world.connection.execute(
        "CREATE TABLE orders (user_id BIGINT, total INTEGER)"
    )
    await world.connection.executemany("INSERT INTO orders VALUES ($1, $2)", ORDERS)


async def scenario(module, world):
    return await module.totals(world.pool, IDS[world.situation])
