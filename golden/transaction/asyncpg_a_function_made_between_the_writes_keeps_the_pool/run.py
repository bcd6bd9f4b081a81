WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(
        "CREATE TABLE orders (id SERIAL PRIMARY KEY, status TEXT);"
        "CREATE TABLE audit_log (order_id INTEGER)"
    )
    await world.connection.execute("INSERT INTO orders (status) VALUES ('open')")


async def scenario(module, world):
    later = []
    await module.ship(world.pool, 1, later)
    return await later[0]()
