WORLD = "aiosqlite"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.executescript(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer, total) VALUES ('ann', 30)"
    )
    module.DATABASE = world.path


async def scenario(module, world):
    return await module.place_order("bob", 5)
