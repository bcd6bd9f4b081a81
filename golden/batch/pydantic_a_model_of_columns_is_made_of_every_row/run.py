WORLD = "sqlalchemy"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.models.Base)
    world.session.add_all(module.models.User(id=i, email=f"{i}@x") for i in range(1, 5))


def scenario(module, world):
    from shop.users import Users

    return module.emails(Users(world.session), IDS[world.situation])
