import asyncpg

pool: asyncpg.Pool


async def connect(dsn: str) -> None:
    global pool
    pool = await asyncpg.create_pool(dsn)
