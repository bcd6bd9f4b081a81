WORLD = "sqlite3"
SITUATIONS = ("none", "one", "many", "twice", "missing", "odd")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2), "odd": (8, 2)}
PRICES = {
    "none": [],
    "one": [1.5],
    "many": [1.5, 2.0, 0.1],
    "twice": [2.0, 1.5, 2.0],
    "missing": [9.5, 1.5],
    "odd": [float("nan"), -0.0, 0, float("nan")],
}
PARTS = [
    (1, "b", "1.50", "x"),
    (2, "a", 1.5, "x"),
    (3, "c", 2, "y"),
    (4, "d", 0, "x"),
    (5, "e", None, None),
    (6, "f", 0.1, "y"),
]


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    world.connection.executemany("INSERT INTO parts VALUES (?, ?, ?, ?)", PARTS)


def scenario(module, world):
    prices = PRICES[world.situation]
    db = module.Database(world.connection)
    places = [(("x", "y")[n % 2], price) for n, price in enumerate(prices)]
    return module.priced(db, prices), module.on_shelves(db, places)
