WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
KEYS = {
    "none": [],
    "one": ["a@x"],
    "many": ["B@x", "a@X", "A@x"],
    "twice": ["a@x", "b@x", "a@x"],
    "missing": ["c@x", "z@x"],
}
USERS = [(1, "a@x", 1), (2, "B@x", None), (3, "c@x", 2)]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany("INSERT INTO users VALUES ($1, $2, $3)", USERS)


async def scenario(module, world):
    return await module.ids(
        module.Users(world.pool), [k + "  " for k in KEYS[world.situation]]
    )
