from unittest import mock

WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with world.other() as server:
        server.execute("CREATE TABLE announced (order_id INTEGER)")


def scenario(module, world):
    def post(url, json):
        with world.other() as server:
            server.execute("INSERT INTO announced VALUES (%s)", (json["order"],))

    with mock.patch.object(module.httpx, "post", post):
        return module.place_order(7, 250)


def whole(rows):
    orders = {order[0] for order in rows["orders"]}
    logged = {log[1] for log in rows["audit_log"]}
    return orders == logged == {order_id for (order_id,) in rows["announced"]}
