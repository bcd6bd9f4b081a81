WORLD = "psycopg"
AUTOCOMMIT = False


def fill(module, world):
    world.connection.execute(module.SCHEMA)


def scenario(module, world):
    module.place_order(world.connection, 7, 250)
    world.connection.rollback()
