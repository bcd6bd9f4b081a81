WORLD = "databases"
SITUATIONS = ("many",)
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
USERS = [(1, "1@x", 1), (2, "2@x", None), (3, "3@x", 1), (4, "4@x", 2)]
ORDERS = [
    (1, 1, "open", 30),
    (2, 1, "open", 10),
    (3, 1, "paid", 20),
    (4, 2, "open", 5),
    (5, 2, "paid", 7),
    (6, 3, "paid", 1),
    (7, None, "open", 2),
]


async def fill(module, world):
    for statement in module.SCHEMA.split(";"):
        if statement.strip():
            await world.database.execute(statement)
    for i, e, t in USERS:
        values = {"i": i, "e": e, "t": t}
        await world.database.execute("INSERT INTO users VALUES (:i, :e, :t)", values)
    for i, u, s, t in ORDERS:
        values = {"i": i, "u": u, "s": s, "t": t}
        await world.database.execute(
            "INSERT INTO orders VALUES (:i, :u, :s, :t)", values
        )


async def scenario(module, world):
    ids = IDS[world.situation]
    database = world.database
    return await module.close(database, ids)
