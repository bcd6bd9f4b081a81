WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [4, 99],
}
MEMBERS = [(1, 1, "a@x", 0), (2, 1, "b@x", 0), (3, 2, "c@x", 0), (4, 1, "d@x", 1)]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO members VALUES ($1, $2, $3, $4)", MEMBERS
    )


async def scenario(module, world):
    members = module.Members(world.pool)
    return await module.emails(members, 1, IDS[world.situation])
