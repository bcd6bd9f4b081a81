WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing")
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
    (5, 3, "paid", 1),
    (6, None, "open", 2),
]


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.executemany("INSERT INTO users VALUES (?, ?, ?)", USERS)
    world.connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", ORDERS)


def scenario(module, world):
    try:
        return module.totals(module.Store(world.connection), IDS[world.situation])
    except PermissionError:
        return "denied"
