WORLD = "sqlalchemy"
SITUATIONS = ("many", "twice")
NUMBERS = {"many": [1, 2, 3], "twice": [4, 4]}


def fill(module, world):
    world.create(module.Base)
    world.session.add(module.User(number=1))


def scenario(module, world):
    return module.import_users(world.session, NUMBERS[world.situation])
