WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing", "crowd")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (4, 1), "crowd": (252, 3)}
EMAILS = ["a@x", "A@x", "a@x ", "\u00e9", "e\u0301", "%", "'", "99@x", "100@x", "205@x"]
KEYS = {
    "none": [],
    "one": ["a@x"],
    "many": ["A@x", "\u00e9", "a@x ", "'"],
    "twice": ["e\u0301", "a@x", "e\u0301"],
    "missing": ["%", "z", ""],
    "crowd": ["%", *(f"{n}@x" for n in range(250)), "a@x "],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=e) for i, e in enumerate(EMAILS, 1))


def scenario(module, world):
    return module.ids_of(world.session, KEYS[world.situation])
