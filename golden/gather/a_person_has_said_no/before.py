import asyncpg


async def count_open(pool: asyncpg.Pool) -> int:
    return await pool.fetchval("SELECT count(*) FROM tickets WHERE open")


async def count_all(pool: asyncpg.Pool) -> int:
    return await pool.fetchval("SELECT count(*) FROM tickets")


async def share(pool: asyncpg.Pool) -> float:  # refactor: ignore[gather] -- tiny pool
    opened = await count_open(pool)
    total = await count_all(pool)
    return opened / total if total else 0.0
