WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (12, 3)}
KEYS = {
    "none": [],
    "one": ["1@x"],
    "many": ["3@x", "1@x   ", "1@x    more", " 2@x"],
    "twice": ["2@x", "2@x ", "2@x"],
    "missing": ["4@x", "9@x"],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.User(id=i, email=f"{i}@x", team=1 + i // 4) for i in range(1, 5)
    )


def scenario(module, world):
    keys = KEYS[world.situation]
    return (
        module.users_of(world.session, keys),
        module.counts(world.session, keys),
        module.teams(world.session, keys),
    )
