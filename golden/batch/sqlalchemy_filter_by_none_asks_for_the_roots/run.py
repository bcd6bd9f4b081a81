WORLD = "sqlalchemy"
SITUATIONS = ("none", "many", "null")
STATEMENTS = {"none": (0, 0), "many": (2, 1), "null": (2, 1)}


def fill(module, world):
    world.create(module.Base)
    for i, parent in [(1, None), (2, 1), (3, 1), (4, 2)]:
        world.session.add(module.Category(id=i, parent_id=parent, name=f"c{i}"))
        world.session.flush()


def scenario(module, world):
    pairs = {"none": [], "many": [(2, 1), (4, 2)], "null": [(1, None), (2, 1)]}
    categories = [
        module.Category(id=i, parent_id=parent, name=f"c{i}")
        for i, parent in pairs[world.situation]
    ]
    return module.siblings(world.session, categories)
