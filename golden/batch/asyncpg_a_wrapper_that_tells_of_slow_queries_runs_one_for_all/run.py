WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (2, 2),
    "many": (6, 2),
    "twice": (6, 2),
    "missing": (4, 2),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
USERS = [(1, "1@x", 1), (2, "2@x", None), (3, "3@x", 1), (4, "4@x", 2)]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany("INSERT INTO users VALUES ($1, $2, $3)", USERS)


async def scenario(module, world):
    ids = IDS[world.situation]
    db = module.Database(world.pool)
    return await module.members(db, ids), await module.emails(db, ids)
