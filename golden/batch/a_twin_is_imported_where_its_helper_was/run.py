WORLD = "sqlite3"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.connection.execute(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)"
    )
    world.connection.executemany(
        "INSERT INTO users VALUES (?, ?)", [(i, f"{i}@x") for i in range(1, 5)]
    )


def scenario(module, world):
    return module.emails(world.connection, IDS[world.situation])
