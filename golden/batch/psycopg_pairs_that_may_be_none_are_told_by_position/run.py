WORLD = "psycopg"
SITUATIONS = ("none", "one", "many", "twice", "missing", "unknown")
STATEMENTS = {
    "unknown": (4, 1),
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
    "unknown": [(None, 1), (None, 1), (1, None), (None, 3)],
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


def fill(module, world):
    cursor = world.connection.cursor()
    cursor.execute(module.SCHEMA)
    cursor.executemany("INSERT INTO members VALUES (%s, %s, %s)", MEMBERS)
    cursor.executemany("INSERT INTO visits VALUES (%s, %s, %s, %s)", VISITS)


def scenario(module, world):
    return module.emails(world.connection, KEYS[world.situation])
