WORLD = "asyncpg"
SITUATIONS = ("many",)


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO users VALUES ($1, $2)", [(1, "1@x"), (2, "2@x"), (3, "3@x")]
    )


async def scenario(module, world):
    return await module.Welcome(world.connection, [2, 3]).greetings()
