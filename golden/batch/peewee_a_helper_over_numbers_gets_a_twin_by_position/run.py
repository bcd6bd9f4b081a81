from decimal import Decimal

WORLD = "peewee"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (4, 4), "many": (16, 4)}
NAN = float("nan")
# NaN equals itself in PostgreSQL, where CHAR(6) does not tell blanks at the end.
KEYS = {
    "none": [],
    "one": [("ab 1", 0.5, "2.50", "red")],
    "many": [
        ("AB1", 0.1, "2.5", "red   "),
        ("ab 1", NAN, "2.500", "blue"),
        ("cd2", -0.0, "7", "red    "),
        ("x", 0.0, "0.1", " red"),
    ],
    "twice": [
        ("cd 2", NAN, "7.0", "red"),
        ("ab1", 0.5, "7", "red "),
        ("cd 2", NAN, "7.0", "red"),
    ],
    "missing": [("", 1e300, "2.49", "green"), ("ef", 0.25, "-2.5", "Red")],
}
ROWS = [
    (1, "AB1", 0.5, "2.5", "red"),
    (2, "cd 2", 0.1, "7", "red"),
    (3, "ef3", NAN, "2.5", "blue"),
    (4, "gh4", 0.0, "0.1", "red"),
]


def fill(module, world):
    world.create(module.Car)
    for i, plate, level, price, colour in ROWS:
        module.Car.create(
            id=i, plate=plate, level=level, price=Decimal(price), colour=colour
        )


def scenario(module, world):
    cars, keys = module.Cars(), KEYS[world.situation]
    return (
        module.seen(cars, [plate for plate, *_ in keys]),
        module.levels(cars, [level for _, level, *_ in keys]),
        module.colours(cars, [colour for *_, colour in keys]),
        module.counts(cars, [Decimal(price) for *_, price, _ in keys]),
    )
