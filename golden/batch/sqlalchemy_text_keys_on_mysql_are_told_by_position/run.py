from decimal import Decimal

WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
# SQLite's NOCASE calls texts equal as the default collation of MySQL does.
STATEMENTS = {"none": (0, 0), "one": (8, 8), "many": (32, 8)}
BRANDS = {
    "none": [],
    "one": ["acme"],
    "many": ["ACME", "bolt", "Acme", "bolt "],
    "twice": ["acme", "bolt", "acme"],
    "missing": ["acme", "nobody", ""],
}
ROWS = [
    (1, "A-1", "Acme", "2.50"),
    (2, "a-2", "ACME", "2.50"),
    (3, "B-1", "bolt", "0.99"),
    (4, "B-2", "bolt", "7.00"),
    (5, "B-3", "bolt ", "7.00"),
]
CODES = {"ACME": "a-1", "Acme": "A-2", "acme": "A-1", "bolt": "b-1", "bolt ": "B-3"}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.Product(id=i, code=code, brand=brand, price=Decimal(price))
        for i, code, brand, price in ROWS
    )


def told(run, *args):
    try:
        return run(*args)
    except Exception as error:
        return type(error).__name__


def scenario(module, world):
    session, brands = world.session, BRANDS[world.situation]
    codes = [CODES.get(brand, brand) for brand in brands]
    prices = [Decimal("2.5"), Decimal("7.00"), Decimal("2.50")]
    return (
        module.ids(session, codes),
        told(module.must, session, codes),
        module.of_brands(session, brands),
        module.cheapest(session, brands),
        module.counts(session, brands),
        module.sums(session, brands),
        module.unknown(session, brands),
        module.pairs(session, list(zip(brands, [*prices, prices[1]], strict=False))),
    )
