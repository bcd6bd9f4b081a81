from decimal import Decimal

from tortoise import connections

WORLD = "tortoise"
SITUATIONS = ("none", "one", "many", "twice", "missing", "odd")
STATEMENTS = {"none": (0, 0), "one": (6, 6), "many": (19, 6), "twice": (19, 6)}
KEYS = {
    "none": [],
    "one": ["a"],
    "many": ["A", "b", "a"],
    "twice": ["b", "a", "b"],
    "missing": ["a", "x"],
    "odd": ["", "a ", "%", "'", "\u00e9"],
}
ORDERS = [
    (1, 1, "A", "1.10"),
    (2, 1, "a", "2.5"),
    (3, 2, "b", "1.1"),
    (4, 2, None, "7"),
    (5, 3, "", "1"),
    (6, 1, "a", "2.50"),
    (7, 3, "a ", "1"),
]


async def fill(module, world):
    client = connections.get("default")
    for table in ("orders", "users"):
        await client.execute_script(f"DROP TABLE {table}")
    # As a collation that folds case would compare them.
    await client.execute_script(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(50) COLLATE NOCASE UNIQUE);"
        "CREATE TABLE orders (number INTEGER PRIMARY KEY, user_id INTEGER, "
        "status VARCHAR(20) COLLATE NOCASE, total VARCHAR(40));"
    )
    for i, email in [(1, "A"), (2, "b"), (3, ""), (4, "'"), (5, "a ")]:
        await module.User.create(id=i, email=email)
    for i, u, s, t in ORDERS:
        await module.Order.create(number=i, user_id=u, status=s, total=Decimal(t))


async def scenario(module, world):
    keys = KEYS[world.situation]
    totals = ("1.1", "2.50", "1")
    pairs = [(key, Decimal(total)) for key in keys for total in totals[: len(keys)]]
    try:
        known = await module.known(keys)
    except Exception as error:
        known = type(error).__name__
    return (
        await module.ids(keys),
        await module.numbers(keys),
        known,
        await module.open_orders(keys, Decimal("1.05")),
        [
            [(sorted(vars(o)), o.number, str(o.total), o.pk) for o in orders]
            for orders in await module.at(pairs[:4])
        ],
    )
