from unittest import mock

WORLD = "sqlalchemy"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    told = []
    with mock.patch.object(module.httpx, "post", told.append):
        module.place_order(7)
    return told
