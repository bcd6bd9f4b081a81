from decimal import Decimal

WORLD = "sqlalchemy_async"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (15, 3)}
NAN = float("nan")
# A `real` column keeps less of 0.1 than Python does, and NaN equals itself in PostgreSQL.
KEYS = {
    "none": [],
    "one": [(0.5, "2.50")],
    "many": [(0.5, "2.5"), (0.1, "2.500"), (NAN, "NaN"), (-0.0, "7"), (0.0, "0.1")],
    "twice": [(NAN, "NaN"), (0.5, "7.0"), (NAN, "NaN"), (0.5, "7")],
    "missing": [(1e30, "2.501"), (0.25, "-2.5")],
}
ROWS = [(1, 1, 0.5, "2.5"), (1, 2, 0.1, "7"), (2, 3, NAN, "2.5"), (2, 4, 0.0, "NaN"), (3, 5, 0.5, "0.1")]  # fmt: skip


async def fill(module, world):
    await world.create(module.Base)
    world.session.add_all(
        module.Reading(sensor=s, number=n, level=level, price=Decimal(price))
        for s, n, level, price in ROWS
    )
    world.session.add_all(
        module.Sale(id=n, price=Decimal(price)) for _, n, _, price in ROWS
    )


async def scenario(module, world):
    wanted = [
        module.Wanted(level, Decimal(price)) for level, price in KEYS[world.situation]
    ]
    return (
        await module.at_levels(world.session, wanted),
        await module.first_at(world.session, [item.price for item in wanted]),
        await module.at_prices(world.session, wanted),
    )
