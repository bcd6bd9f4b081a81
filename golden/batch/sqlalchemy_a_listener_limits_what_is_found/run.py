from sqlalchemy import event
from sqlalchemy.orm import Session

WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many")
IDS = {"none": [], "one": [1], "many": [1, 2]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))


def scenario(module, world):
    try:
        return module.emails(world.session, IDS[world.situation])
    finally:
        event.remove(Session, "do_orm_execute", module.take_one)
