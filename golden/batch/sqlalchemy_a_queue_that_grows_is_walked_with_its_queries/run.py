WORLD = "sqlalchemy"
SITUATIONS = ("many",)


def fill(module, world):
    world.create(module.Base)
    for i, parent in [(1, None), (2, 1), (3, 1), (4, 2)]:
        world.session.add(module.Category(id=i, parent_id=parent, name=f"c{i}"))
        world.session.flush()


def scenario(module, world):
    return module.subtree(world.session, 1)
