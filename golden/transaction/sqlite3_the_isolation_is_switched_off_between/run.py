from unittest import mock

WORLD = "sqlite3"
FAULTS = "around writes"


def fill(module, world):
    world.connection.executescript(module.SCHEMA)


def scenario(module, world):
    with mock.patch.object(module, "DATABASE", world.path):
        return module.place_order("ann", 30)
