import asyncpg


async def read_range(pool: asyncpg.Pool, sensor: str) -> tuple[int, int]:
    low = await pool.fetchval("SELECT min(value) FROM readings WHERE id = $1", sensor)
    return low, low + 10


async def read_unit(pool: asyncpg.Pool, sensor: str) -> str:
    return await pool.fetchval("SELECT unit FROM sensors WHERE id = $1", sensor)


async def describe(pool: asyncpg.Pool, sensor: str) -> str:
    low, high = await read_range(pool, sensor)
    unit = await read_unit(pool, sensor)
    return f"{low}-{high} {unit}"
