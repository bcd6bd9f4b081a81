import asyncpg


async def count_jobs(pool: asyncpg.Pool, state: str) -> int:
    return await pool.fetchval("SELECT count(*) FROM jobs WHERE state = $1", state)


async def snapshot(pool: asyncpg.Pool) -> tuple[str, int, int]:
    async with pool.acquire() as conn:
        version = await conn.fetchval("SELECT max(version) FROM migrations")
        waiting = await count_jobs(pool, "waiting")
        running = await count_jobs(pool, "running")
    return version, waiting, running
