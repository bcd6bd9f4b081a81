WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"many": (3, 1), "twice": (3, 1), "missing": (2, 1)}
KEYS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 2), (2, 1), (2, 2)],
    "twice": [(2, 1), (1, 1), (2, 1)],
    "missing": [(2, 9), (9, 1)],
}


def fill(module, world):
    world.create(module.Base)
    for team, user, role in [(1, 1, "a"), (1, 2, "b"), (2, 1, "c"), (2, 2, "d")]:
        world.session.add(module.Member(team_id=team, user_id=user, role=role))


def scenario(module, world):
    return module.roles(world.session, KEYS[world.situation])
