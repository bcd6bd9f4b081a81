WORLD = "sqlite3"
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
    "missing": [4, 99],
}
MEMBERS = [(1, 1, "a@x"), (2, 1, "b@y"), (3, 2, "c@z"), (4, 1, "d@x")]


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.executemany("INSERT INTO members VALUES (?, ?, ?)", MEMBERS)


def scenario(module, world):
    return module.overview(module.Members(world.connection), IDS[world.situation])
