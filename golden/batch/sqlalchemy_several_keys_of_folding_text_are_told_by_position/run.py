WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1)}
KEYS = {
    "none": [],
    "one": [("a@x", 1)],
    "many": [("A@x", 1), ("a@x", 2), ("a@X", 1)],
    "twice": [("b@x", 1), ("B@x", 1), ("b@x", 1)],
    "missing": [("z@x", 1), ("a@x", 9)],
}
USERS = [(1, "a@x", 1), (2, "B@x", 1), (3, "A@x", 1), (4, "a@x", 2)]


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=e, team=t) for i, e, t in USERS)


def scenario(module, world):
    found = module.pairs(world.session, KEYS[world.situation])
    return [sorted(user.id for user in users) for users in found]
