WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing", "odd", "bad")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "odd": (4, 1)}
KEYS = {
    "none": [],
    "one": ["1"],
    "many": ["3", "1", "2"],
    "twice": ["2", "1", "2"],
    "missing": ["3", "99"],
    "odd": [" 1", "01", "+1", "1"],
    "bad": ["1", "one"],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    world.session.commit()


def scenario(module, world):
    try:
        return module.emails(world.session, KEYS[world.situation])
    except Exception as error:
        world.session.rollback()
        return type(error).__name__
