WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (9, 3), "missing": (6, 3)}
KEYS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [
    (1, 1, "1", "{open}", 30),
    (2, "1", "1", "{open}", 10),
    (3, 1.0, "2", "PAID", 20),
    (4, 2, "01", "paid", 5),
    (5, None, "2", "{open}", 7),
    (6, 3, None, "paid", 1),
    (7, "x", "3", "{open}", 2),
]


def fill(module, world):
    world.connection.execute(
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id, day TEXT, "
        "status TEXT COLLATE NOCASE, total INTEGER)"
    )
    world.connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?, ?)", ORDERS)


def scenario(module, world):
    keys = KEYS[world.situation]
    words = {1: "Paid", 2: "paid", 3: "PAID", 99: "lost"}
    return (
        module.totals(world.connection, keys),
        module.by_day(world.connection, [str(k) for k in keys], "{Open}"),
        module.named(world.connection, [words[k] for k in keys]),
    )
