WORLD = "sqlalchemy"
SITUATIONS = ("many", "twice", "missing")
STATEMENTS = {"many": (3, 1), "twice": (3, 1), "missing": (3, 1)}
KEYS = {"many": (1, 2, 3), "twice": (2, 2, 1), "missing": (3, 98, 99)}


def fill(module, world):
    world.create(module.Base)
    for number in range(1, 8):
        owner = None if number == 7 else number % 3 + 1
        world.session.add(module.Task(id=number, owner_id=owner, state="open"))


def scenario(module, world):
    return module.shared(world.session, *KEYS[world.situation])
