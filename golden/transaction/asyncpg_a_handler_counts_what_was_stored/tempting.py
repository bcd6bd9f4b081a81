import asyncpg

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, state TEXT NOT NULL DEFAULT 'new');
CREATE TABLE entries (id INTEGER PRIMARY KEY);
"""


async def store(conn: asyncpg.Connection, order: int) -> int:
    try:
        async with conn.transaction():
            await conn.execute("INSERT INTO orders (id) VALUES ($1)", order)
            await conn.execute("INSERT INTO entries (id) VALUES ($1)", order)
    except asyncpg.PostgresError:
        return await conn.fetchval("SELECT count(*) FROM orders WHERE id = $1", order)
    return 2
