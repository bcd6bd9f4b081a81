WORLD = "databases"
SITUATIONS = ("none", "one", "many", "twice", "missing")
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
    for statement in module.SCHEMA.split(";"):
        if statement.strip():
            await world.database.execute(statement)
    for t, n, e in MEMBERS:
        values = {"t": t, "n": n, "e": e}
        await world.database.execute("INSERT INTO members VALUES (:t, :n, :e)", values)
    for i, t, n, p in VISITS:
        values = {"i": i, "t": t, "n": n, "p": p}
        await world.database.execute(
            "INSERT INTO visits VALUES (:i, :t, :n, :p)", values
        )


async def scenario(module, world):
    return await module.emails(world.database, KEYS[world.situation])
