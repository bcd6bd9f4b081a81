ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE events (kind TEXT);
        INSERT INTO events VALUES ('failed'), ('passed'), ('passed'), ('passed');
    """)
    return await module.Audit(pool).ratio()
