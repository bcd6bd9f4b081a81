WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "null")
STATEMENTS = {"none": (0, 0), "many": (2, 1), "null": (0, 0)}


def fill(module, world):
    world.create(module.Base)
    for i, parent in [(1, None), (2, 1), (3, 1), (4, 2)]:
        world.session.add(module.Category(id=i, parent_id=parent, name=f"c{i}"))
        world.session.flush()


def scenario(module, world):
    pairs = {
        "none": [],
        "one": [(2, 1)],
        "many": [(1, None), (2, 1), (4, 2)],
        "twice": [(2, 1), (3, 1), (2, 1)],
        "null": [(1, None)],
    }[world.situation]
    categories = [
        module.Category(id=i, parent_id=parent, name=f"c{i}") for i, parent in pairs
    ]
    return module.parent_names(world.session, categories)
