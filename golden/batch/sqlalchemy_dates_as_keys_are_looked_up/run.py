from datetime import date

WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.Rate(day=date(2024, 1, i + 1), percent=i) for i in range(1, 5)
    )


def scenario(module, world):
    days = [date(2024, 1, i % 31 + 1) for i in IDS[world.situation]]
    return module.rates(world.session, days)
