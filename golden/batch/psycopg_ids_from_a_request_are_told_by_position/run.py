WORLD = "psycopg"
SITUATIONS = ("none", "one", "many", "twice", "missing", "odd", "bad")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2), "missing": (4, 2)}
IDS = {
    "none": [],
    "one": ["1"],
    "many": ["1", "2", "3"],
    "twice": ["2", "1", "2"],
    "missing": ["3", "99"],
    "odd": [" 1", "01", "1 ", "+1"],
    "bad": ["1", "one"],
}
USERS = [(1, "a@x", 1), (2, "b@x", None), (3, "c@x", 1), (4, "d@x", 2)]


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    cursor = world.connection.cursor()
    cursor.executemany("INSERT INTO users VALUES (%s, %s, %s)", USERS)
    world.connection.commit()


def scenario(module, world):
    return [
        _told(ask, world.connection, IDS[world.situation])
        for ask in (module.emails, module.members)
    ]


def _told(ask, connection, ids):
    """What a question gives; the words of an error tell the number of a parameter."""
    try:
        return ask(connection, ids)
    except Exception as error:
        connection.rollback()
        return type(error).__name__
