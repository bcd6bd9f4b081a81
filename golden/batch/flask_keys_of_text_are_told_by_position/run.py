WORLD = "flask_sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (5, 5), "many": (20, 5)}
KEYS = {
    "none": [],
    "one": ["pl"],
    "many": ["PL", "at", "Pl", "xx"],
    "twice": ["at", "pl", "at"],
    "missing": ["", "pl ", "zz"],
}
CITIES = [
    (1, "PL", "pl", 3),
    (2, "PL", "PL", 2),
    (3, "at", "At", 3),
    (4, "at", "pl", 1),
]


def fill(module, world):
    module.db.create_all()
    session = module.db.session
    for code, name in [("PL", "pl"), ("at", "AT"), ("xx", "PL")]:
        session.add(module.Country(code=code, name=name))
    session.flush()
    for i, country, name, size in CITIES:
        session.add(module.City(id=i, country_code=country, name=name, size=size))


def scenario(module, world):
    keys = KEYS[world.situation]
    return (
        module.cities(keys),
        module.largest(keys),
        module.counts(keys),
        module.of_countries(keys),
        module.names(keys),
    )
