from decimal import Decimal

WORLD = "psycopg"
SITUATIONS = ("none", "one", "many", "twice", "odd", "exact")
STATEMENTS = {"none": (0, 0), "one": (4, 4), "many": (12, 4), "odd": (28, 4)}
NAN, INFINITY = float("nan"), 1e400
KEYS = {
    "none": [],
    "one": [0.1],
    "many": [0.1, 0.5, 1.1],
    "twice": [0.5, 0.1, 0.5],
    "odd": [NAN, -0.0, 0.0, INFINITY, -INFINITY, NAN, 1e-320],
    "exact": [Decimal("1.10"), Decimal("1.1"), Decimal("NaN"), 1, Decimal("0.1")],
}
PARTS = [
    (1, 0.1, 0.1, "0.1"),
    (2, 0.5, 0.5, "0.50"),
    (3, -0.0, 0.0, "0"),
    (4, "NaN", "NaN", "NaN"),
    (5, None, None, None),
    (6, 1.1, 1.1, "1.10"),
    (7, "Infinity", "Infinity", "Infinity"),
    (8, 1.1, 1.1, "1.1"),
    (9, 1.0, 1.0, "1.1000000000000000001"),
    (10, 0.1, None, "0.1"),
]


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    for i, weight, length, price in PARTS:
        world.connection.execute(
            "INSERT INTO parts VALUES (%s, %s::float8::real, %s::float8, %s::numeric)",
            (i, weight, length, price),
        )


def scenario(module, world):
    keys = KEYS[world.situation]
    return (
        module.by_weight(world.connection, keys),
        module.by_length(world.connection, keys),
        module.by_price(world.connection, [Decimal(str(k)) for k in keys], 1),
        [
            [(i, str(w)) for i, w in rows]
            for rows in module.lightest(world.connection, keys)
        ],
    )
