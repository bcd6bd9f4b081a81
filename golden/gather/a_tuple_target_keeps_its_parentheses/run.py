ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE readings (id TEXT, value INTEGER);
        CREATE TABLE sensors (id TEXT, unit TEXT);
        INSERT INTO readings VALUES ('a', 4), ('a', 9), ('b', 1);
        INSERT INTO sensors VALUES ('a', 'mm'), ('b', 'K');
    """)
    return await module.describe(pool, "a")
