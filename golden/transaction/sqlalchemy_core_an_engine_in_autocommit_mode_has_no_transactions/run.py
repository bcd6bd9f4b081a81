from unittest import mock

WORLD = "sqlalchemy"
ENGINE = "postgresql"
AUTOCOMMIT = True
FAULTS = "writes"


def fill(module, world):
    module.metadata.create_all(world.engine)
    with world.engine.begin() as connection:
        connection.execute(module.orders.insert().values(status="open"))


def scenario(module, world):
    with mock.patch.object(module, "engine", world.engine):
        return module.ship(1)
