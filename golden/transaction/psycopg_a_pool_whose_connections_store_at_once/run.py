from unittest import mock

from psycopg_pool import ConnectionPool

WORLD = "psycopg"
FAULTS = "writes"


def fill(module, world):
    world.connection.execute(module.SCHEMA)


def scenario(module, world):
    with ConnectionPool(
        world.dsn, max_size=1, min_size=1, kwargs={"autocommit": True}
    ) as pool:
        with mock.patch.object(module, "pool", pool):
            return module.place_order(7, 250)
