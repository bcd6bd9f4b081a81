WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
KEYS = [(1, 1, "a"), (2, 1, "NUMBERED {KEYS}"), (3, 2, "b"), (4, 3, "a")]


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    world.connection.executemany("INSERT INTO API_KEYS VALUES (?, ?, ?)", KEYS)


def scenario(module, world):
    ids = IDS[world.situation]
    return (
        module.of_users(world.connection, ids),
        module.named(world.connection, [float(i) for i in ids]),
    )
