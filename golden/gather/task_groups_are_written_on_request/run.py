ROUNDS = (2, 1)
FAULTS = False


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE accounts (id INTEGER, balance INTEGER, ceiling INTEGER);
        INSERT INTO accounts VALUES (1, 30, 100);
    """)
    return await module.headroom(pool, 1)
