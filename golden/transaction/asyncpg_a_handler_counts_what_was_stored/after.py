import asyncpg


async def store(order: int) -> int:
    conn = await asyncpg.connect()
    try:
        async with conn.transaction():
            await conn.execute("INSERT INTO orders (id) VALUES ($1)", order)
            await conn.execute("INSERT INTO entries (id) VALUES ($1)", order)
    except asyncpg.PostgresError:
        return await conn.fetchval("SELECT count(*) FROM orders WHERE id = $1", order)
    return 2
