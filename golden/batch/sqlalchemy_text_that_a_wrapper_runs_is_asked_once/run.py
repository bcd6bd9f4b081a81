WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
USERS = [(1, "1@x", 1), (2, "2@x", None), (3, "3@x", 1), (4, "4@x", 2)]
ORDERS = [
    (1, 1, "open", 30),
    (2, 1, "open", 10),
    (3, 1, "paid", 20),
    (4, 2, "open", 5),
    (5, 2, "paid", 7),
    (6, 3, "paid", 1),
    (7, None, "open", 2),
]


def fill(module, world):
    with world.engine.begin() as connection:
        for statement in module.SCHEMA.split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        for row in USERS:
            connection.exec_driver_sql("INSERT INTO users VALUES (?, ?, ?)", row)
        for row in ORDERS:
            connection.exec_driver_sql("INSERT INTO orders VALUES (?, ?, ?, ?)", row)


def scenario(module, world):
    ids = IDS[world.situation]
    store = module.Store(world.engine)
    return (
        module.totals(store, ids),
        module.emails(store, ids),
        module.counts(store, ids),
    )
