from sqlalchemy import event
from sqlalchemy.orm import Session

WORLD = "sqlalchemy"
SITUATIONS = ("none", "few", "many")
ORDERS = {"none": 0, "few": 1, "many": 3}


def fill(module, world):
    world.create(module.Base)
    world.session.add(module.Product(id=1, name="tea"))
    world.session.flush()
    for order in range(1, ORDERS[world.situation] + 1):
        world.session.add(module.Order(id=order, total=order))
        world.session.flush()
        for _ in range(2):
            world.session.add(module.Item(order_id=order, product_id=1))


def scenario(module, world):
    try:
        return module.lines(world.session)
    finally:
        event.remove(Session, "do_orm_execute", module.no_more_than_three)
