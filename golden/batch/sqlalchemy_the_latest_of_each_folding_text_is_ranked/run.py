WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (4, 1)}
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
    found = module.latest(world.session, KEYS[world.situation])
    return [user.id if user else None for user in found]
