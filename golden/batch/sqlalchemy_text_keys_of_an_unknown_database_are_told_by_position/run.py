WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (4, 1)}
EMAILS = ["a@x", "A@x", "a@x ", "\u00e9", "e\u0301", "%", "'"]
KEYS = {
    "none": [],
    "one": ["a@x"],
    "many": ["A@x", "\u00e9", "a@x ", "'"],
    "twice": ["e\u0301", "a@x", "e\u0301"],
    "missing": ["%", "z", ""],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=e) for i, e in enumerate(EMAILS, 1))


def scenario(module, world):
    return module.ids_of(world.session, KEYS[world.situation])
