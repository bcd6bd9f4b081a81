from types import SimpleNamespace
from unittest import mock

WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with world.other() as server:
        server.execute("CREATE TABLE numbers (id SERIAL PRIMARY KEY)")


def scenario(module, world):
    def post(url):
        with world.other() as server:
            server.execute("INSERT INTO numbers DEFAULT VALUES")
        return SimpleNamespace(text="1")

    with mock.patch.object(module.httpx, "post", post):
        return module.place_order(7)


def whole(rows):
    return len(rows["orders"]) == len(rows["audit_log"]) == len(rows["numbers"])
