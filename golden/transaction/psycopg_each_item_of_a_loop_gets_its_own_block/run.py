WORLD = "psycopg"
FAULTS = "writes"


def fill(module, world):
    world.connection.execute(module.SCHEMA)
    world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 5)"
    )
    module.DSN = world.dsn


def scenario(module, world):
    return module.ship([1, 2])


def whole(rows):
    shipped = {order[0] for order in rows["orders"] if order[3] == "shipped"}
    return shipped == {entry[1] for entry in rows["audit_log"]}
