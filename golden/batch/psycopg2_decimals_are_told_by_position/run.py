from decimal import Decimal

WORLD = "psycopg2"
SITUATIONS = ("none", "one", "many", "twice", "odd", "exact")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2), "odd": (10, 2)}
NAN, INFINITY = float("nan"), 1e400
KEYS = {
    "none": [],
    "one": [0.1],
    "many": [0.1, 0.5, 1.1],
    "twice": [0.5, 0.1, 0.5],
    "odd": [NAN, -0.0, 0.0, 1e30, NAN],
    "exact": [Decimal("1.10"), Decimal("1.1"), Decimal("NaN"), 1, Decimal("0.1")],
}
PARTS = [
    (1, 0.1, 0.1, "0.1"),
    (2, 0.5, 0.5, "0.50"),
    (3, -0.0, 0.0, "0"),
    (4, "NaN", "NaN", "NaN"),
    (5, None, None, None),
    (6, 1.1, 1.1, "1.10"),
    (7, 1e30, 1e30, "7"),
]


def fill(module, world):
    cursor = world.connection.cursor()
    cursor.execute(module.SCHEMA)
    for i, weight, length, price in PARTS:
        cursor.execute(
            "INSERT INTO parts VALUES (%s, %s::float8::real, %s::float8, %s::numeric)",
            (i, weight, length, price),
        )


def scenario(module, world):
    keys = KEYS[world.situation]
    prices = [Decimal(str(k)) for k in keys]
    return (
        module.by_weight(world.connection, keys),
        module.by_price(world.connection, prices, 0.05),
    )
