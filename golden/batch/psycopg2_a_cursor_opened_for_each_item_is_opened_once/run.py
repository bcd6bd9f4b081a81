WORLD = "psycopg2"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
USERS = [(1, "1@x", 1), (2, "2@x", None), (3, "3@x", 1), (4, "4@x", 2)]


def fill(module, world):
    cursor = world.connection.cursor()
    cursor.execute(module.SCHEMA)
    cursor.executemany("INSERT INTO users VALUES (%s, %s, %s)", USERS)


def scenario(module, world):
    return module.emails(world.connection, IDS[world.situation])
