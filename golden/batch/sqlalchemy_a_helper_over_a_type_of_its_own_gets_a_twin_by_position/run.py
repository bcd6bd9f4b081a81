WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (8, 2)}
KEYS = {
    "none": [],
    "one": ["ab 1"],
    "many": ["AB1", "a b 1", "cd2", "CD 2"],
    "twice": ["ab 1", "cd 2", "ab 1"],
    "missing": ["", "ef 3", "ab  1"],
}


def fill(module, world):
    world.create(module.Base)
    rows = [(1, "AB1", "cd2"), (2, "CD2", "AB1"), (3, "x", "CD 2")]
    world.session.add_all(module.Car(id=i, plate=p, owner=o) for i, p, o in rows)


def scenario(module, world):
    cars, keys = module.Cars(world.session), KEYS[world.situation]
    return module.seen(cars, keys), module.fleets(cars, keys)
