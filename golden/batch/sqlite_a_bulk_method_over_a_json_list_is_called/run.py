WORLD = "sqlite3"
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


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    world.connection.executemany("INSERT INTO members VALUES (?, ?, ?, ?)", MEMBERS)


def scenario(module, world):
    members = module.Members(world.connection)
    return module.emails(members, IDS[world.situation])
