import asyncpg

orders: asyncpg.Pool
audit: asyncpg.Pool


async def connect(dsn: str, archive: str) -> None:
    global orders, audit
    orders = await asyncpg.create_pool(dsn)
    audit = await asyncpg.create_pool(archive)
