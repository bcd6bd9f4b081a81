WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (1, 1), "one": (2, 2), "many": (4, 2)}
ORDERS = {"none": [], "one": [1], "many": [1, 2, 3]}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    orders = [(i, 7) for i in ORDERS[world.situation]]
    await world.connection.executemany("INSERT INTO orders VALUES ($1, $2)", orders)
    items = [(1, 1, "b"), (2, 1, "a"), (3, 3, "c")]
    await world.connection.executemany(
        "INSERT INTO items VALUES ($1, $2, $3)",
        [i for i in items if i[1] in ORDERS[world.situation]],
    )


async def scenario(module, world):
    return await module.Orders(world.pool).of_user(7)
