WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
CODES = ["DE", "fr", "De", "XX"]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    for code in ("DE", "FR"):
        world.session.add(module.Country(id=code, name=code.lower()))


def scenario(module, world):
    ids = IDS[world.situation]
    codes = CODES[: len(ids)]
    users = module.Users(world.session)
    countries = module.Countries(world.session)
    return module.emails(users, ids), module.names(countries, codes)
