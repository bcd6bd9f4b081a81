from decimal import Decimal

WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "odd", "exact")
STATEMENTS = {"none": (0, 0), "one": (4, 4), "many": (12, 4), "odd": (19, 4)}
NAN = float("nan")
KEYS = {
    "none": [],
    "one": [0.1],
    "many": [0.1, 0.5, 1.1],
    "twice": [0.5, 0.1, 0.5],
    "odd": [NAN, -0.0, 0.0, None, NAN],
    "exact": [Decimal("1.10"), Decimal("1.1"), Decimal("NaN"), 1, Decimal("0.1")],
}
PARTS = [
    (1, 0.1, 0.1, "0.1"),
    (2, 0.5, 0.5, "0.50"),
    (3, -0.0, 0.0, "0"),
    (4, NAN, NAN, "NaN"),
    (5, None, None, None),
    (6, 1.1, 1.1, "1.10"),
]
STOCK = "CREATE TABLE {}stock (place CHAR(8), part_id INTEGER, count INTEGER)"
PLACES = [("0.1", 1, 5), ("0.5", 1, 7), ("0.5", 2, 1), ("1.1", 1, 2), ("0.5", 1, 3)]


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(STOCK.format(""))
    for i, weight, length, price in PARTS:
        await world.connection.execute(
            "INSERT INTO parts VALUES ($1, $2, $3, $4)",
            i,
            weight,
            length,
            price and Decimal(price),
        )
    await world.connection.executemany("INSERT INTO stock VALUES ($1, $2, $3)", PLACES)


async def scenario(module, world):
    keys = KEYS[world.situation]
    prices = [Decimal(str(k)) for k in keys if k is not None]
    places = [f"{k}  " for k in keys]
    return (
        await module.by_weight(world.pool, keys),
        await module.by_price(world.pool, prices, 0.05),
        await module.stock(world.pool, places),
        await module.stocked(world.pool, [(place, 1) for place in places]),
    )
