WORLD = "sqlalchemy"
SITUATIONS = ("none", "many", "missing")
STATEMENTS = {"none": (0, 0), "many": (2, 1), "missing": (3, 1)}
KEYS = {"none": [-1], "many": [1, 2, 1], "missing": [3, 9, 2]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.Resource(id=i, url=f"/{i}") for i in (1, 2, 3))


def scenario(module, world):
    return module.urls(world.session, {"results": KEYS[world.situation]})
