from sqlalchemy import Engine, event

WORLD = "sqlalchemy"
SITUATIONS = ("none", "many")
STATEMENTS = {"none": (0, 0), "many": (3, 1)}
IDS = {"none": [], "many": [1, 9, 2]}


def fill(module, world):
    event.remove(Engine, "before_cursor_execute", module.tell)
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))


def scenario(module, world):
    return module.emails(world.session, IDS[world.situation])
