WORLD = "asyncpg"
SITUATIONS = ("many", "twice")
IDS = {"many": [3, 1, 2], "twice": [2, 1, 2]}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO users VALUES ($1, $2)", [(1, "1@x"), (2, "2@x"), (3, "3@x")]
    )


async def scenario(module, world):
    ids = IDS[world.situation]
    found = await module.users(world.connection, ids)
    return [(user.email, user.place) for user in found]
