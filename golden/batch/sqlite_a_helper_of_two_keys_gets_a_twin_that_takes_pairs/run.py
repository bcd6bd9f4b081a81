WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing", "null")
STATEMENTS = {
    "none": (0, 0),
    "one": (2, 2),
    "many": (6, 2),
    "twice": (6, 2),
    "missing": (4, 2),
    "null": (4, 2),
}
KEYS = {
    "none": [],
    "one": [("a", 1)],
    "many": [("a", 1), ("b", 1), ("a", 2)],
    "twice": [("b", 1), ("a", 1), ("b", 1)],
    "missing": [("A", 1), ("z", 9)],
    "null": [(None, 1), ("a", 1)],
}
PRICES = [("a", 1, 100), ("a", 2, None), ("b", 1, 110)]
SALES = [
    (1, "a", 1, "2026-01-01"),
    (2, "a", 1, "2026-01-02"),
    (3, "b", 1, "2026-01-03"),
    (4, None, 1, "2026-01-04"),
    (5, "a", 1, "2026-01-05"),
    (6, "a", 2, "2026-01-06"),
]


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.executemany("INSERT INTO prices VALUES (?, ?, ?)", PRICES)
    world.connection.executemany("INSERT INTO sales VALUES (?, ?, ?, ?)", SALES)


def scenario(module, world):
    return module.overview(world.connection, KEYS[world.situation])
