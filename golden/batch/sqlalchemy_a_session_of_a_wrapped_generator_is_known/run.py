WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (9, 3)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, name=f"{i}@x") for i in range(1, 5))


def scenario(module, world):
    module.SessionLocal.configure(bind=world.engine)
    ids = IDS[world.situation]
    return (
        module.names(ids),
        module.names(ids, world.session),
        module.first_letters(ids),
    )
