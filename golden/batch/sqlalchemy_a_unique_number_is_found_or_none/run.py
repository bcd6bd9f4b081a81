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
        module.Account(id=i, number=100 + i, owner=f"o{i}") for i in range(1, 5)
    )


def scenario(module, world):
    numbers = [100 + i for i in IDS[world.situation]]
    return module.owners(world.session, numbers)
