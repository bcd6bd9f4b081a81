WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (12, 3)}
KEYS = {
    "none": [],
    "one": ["a@x"],
    "many": ["B@x", "a@X", "A@x", "c@x"],
    "twice": ["a@x", "b@x", "a@x"],
    "missing": ["c@x", "z@x", "A@x "],
}
USERS = [(1, "a@x", 1), (2, "B@x", 1), (3, "c@x", 2), (4, "A@X", 1)]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=e, team=t) for i, e, t in USERS)


def scenario(module, world):
    keys = KEYS[world.situation]
    return (
        module.ids_of(world.session, keys),
        module.unknown(world.session, keys),
        module.users_of(world.session, keys),
    )
