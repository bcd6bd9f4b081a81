WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing", "null")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
KEYS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 1), (1, 2)],
    "twice": [(2, 1), (1, 1), (2, 1)],
    "missing": [(1, 3), (9, 9)],
    "null": [(None, 1), (1, None), (1, 1)],
}
MEMBERS = [(1, 1, "a@x"), (1, 2, "b@x"), (1, 3, "c@x"), (2, 1, "d@x")]
VISITS = [
    (1, 1, 1, "home"),
    (2, 1, 1, "cart"),
    (3, 2, 1, "home"),
    (4, 1, 2, "help"),
    (5, 2, 1, "cart"),
    (6, None, 1, "home"),
    (7, 1, None, "home"),
]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO members VALUES ($1, $2, $3)", MEMBERS
    )
    await world.connection.executemany(
        "INSERT INTO visits VALUES ($1, $2, $3, $4)", VISITS
    )


async def scenario(module, world):
    return await module.counts(world.pool, KEYS[world.situation], "cart")
