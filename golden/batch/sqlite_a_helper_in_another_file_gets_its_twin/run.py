WORLD = "sqlite3"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
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


def fill(module, world):
    from shop import schema

    world.connection.executescript(schema.SCHEMA)
    world.connection.executemany("INSERT INTO users VALUES (?, ?, ?)", USERS)
    world.connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", ORDERS)


def scenario(module, world):
    ids = IDS[world.situation]
    connection = world.connection
    return module.emails(connection, ids)
