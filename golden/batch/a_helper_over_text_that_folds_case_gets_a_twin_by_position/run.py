WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
KEYS = {
    "none": [],
    "one": ["a@x"],
    "many": ["B@x", "a@X", "A@x"],
    "twice": ["a@x", "b@x", "a@x"],
    "missing": ["c@x", "z@x"],
}
USERS = [(1, "a@x", 1), (2, "B@x", None), (3, "c@x", 2)]


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.executemany("INSERT INTO users VALUES (?, ?, ?)", USERS)


def scenario(module, world):
    return module.ids(module.Users(world.connection), KEYS[world.situation])
