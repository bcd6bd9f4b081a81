WORLD = "aiosqlite"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.executescript(module.SCHEMA)
    module.DATABASE = world.path


async def scenario(module, world):
    return await module.import_orders([("bob", 5), ("cid", 7)])


def whole(rows):
    return {order[0] for order in rows["orders"]} == {
        entry[1] for entry in rows["audit_log"]
    }
