WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "missing")
IDS = {"none": [], "one": [1], "many": [1, 2], "missing": [2, 9]}


def fill(module, world):
    world.connection.executescript(module.SCHEMA)
    rows = [
        (1, 1, "tea", 30),
        (2, 1, "milk", 10),
        (3, 2, "salt", 20),
        (4, None, "oil", 2),
    ]
    world.connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", rows)


def scenario(module, world):
    ids = IDS[world.situation]
    asked = (module.baskets, module.doubled, module.numbers, module.large)
    return [ask(world.connection, ids) for ask in asked]
