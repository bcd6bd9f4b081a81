async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE tables (id INTEGER, title TEXT);
        CREATE TABLE cells (table_id INTEGER);
        INSERT INTO tables VALUES (1, 'Rain');
        INSERT INTO cells VALUES (1), (1);
    """)
    async with pool.acquire() as conn:
        return await module.Reader(conn).caption(1)
