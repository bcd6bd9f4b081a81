WORLD = "sqlalchemy"
SITUATIONS = ("none", "many", "twice")
STATEMENTS = {"none": (3, 1), "many": (3, 1), "twice": (3, 1)}
KEYS = {"none": (1, 2), "many": (1, 2), "twice": (2, 2)}


def fill(module, world):
    world.create(module.Base)
    count = 0 if world.situation == "none" else 8
    for number in range(1, count):
        owner = None if number == 7 else number % 3
        world.session.add(module.Task(id=number, owner_id=owner, state="aB"[number % 2]))


def scenario(module, world):
    return module.numbers(world.session, *KEYS[world.situation])
