WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many")
IDS = {"none": [], "one": [1], "many": [1, 2, 1, 9]}


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    rows = [(1, 1, 30), (2, 1, 10), (3, 2, 20), (4, None, 2)]
    world.connection.executemany("INSERT INTO orders VALUES (?, ?, ?)", rows)


def scenario(module, world):
    return module.page(world.connection, IDS[world.situation])
