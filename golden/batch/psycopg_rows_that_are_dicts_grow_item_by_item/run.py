WORLD = "psycopg"
SITUATIONS = ("many", "twice")
IDS = {"many": [1, 2, 3], "twice": [2, 1, 2]}


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    for i in (1, 2, 3):
        world.connection.execute("INSERT INTO users VALUES (%s, %s)", (i, f"{i}@x"))


def scenario(module, world):
    return module.numbered(world.connection, IDS[world.situation])
