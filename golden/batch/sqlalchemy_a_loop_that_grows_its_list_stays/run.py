WORLD = "sqlalchemy"
SITUATIONS = ("none", "flat", "deep")
STARTS = {"none": [], "flat": [3], "deep": [1]}


def fill(module, world):
    world.create(module.Base)
    world.session.add(module.User(id=1, email="1@x"))
    world.session.flush()
    for i, parent in ((1, None), (2, 1), (3, 2), (4, 3)):
        order = module.Order(id=i, user_id=1, parent_id=parent, status="open", total=1)
        world.session.add(order)


def scenario(module, world):
    return module.descendants(world.session, list(STARTS[world.situation]))
