WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [4, 99],
}
MEMBERS = [(1, 1, "a@x"), (2, 1, "b@y"), (3, 2, "c@z"), (4, 1, "d@x")]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO members VALUES ($1, $2, $3)", MEMBERS
    )


async def scenario(module, world):
    members = module.Members(world.pool)
    return await module.overview(members, IDS[world.situation])
