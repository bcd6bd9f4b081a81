import asyncio

import asyncpg


async def count_jobs(pool: asyncpg.Pool, state: str) -> int:
    return await pool.fetchval("SELECT count(*) FROM jobs WHERE state = $1", state)


async def snapshot(pool: asyncpg.Pool) -> tuple[str, int, int]:
    async with pool.acquire() as conn:
        version, waiting, running = await asyncio.gather(
            conn.fetchval("SELECT max(version) FROM migrations"),
            conn.fetchval("SELECT count(*) FROM jobs WHERE state = 'waiting'"),
            conn.fetchval("SELECT count(*) FROM jobs WHERE state = 'running'"),
        )
    return version, waiting, running
