WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (4, 2), "one": (4, 2), "many": (4, 2)}
KINDS = {"none": [], "one": [2], "many": [1, 1, 2, 3, 9]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.Task(kind=kind) for kind in KINDS[world.situation])


def scenario(module, world):
    return module.groups(world.session)
