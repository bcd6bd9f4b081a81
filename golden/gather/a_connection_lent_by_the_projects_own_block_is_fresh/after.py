import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg


class Database:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        async with self.pool.acquire() as connection:
            yield connection


async def count_users(db: Database) -> int:
    async with db.connection() as connection:
        return await connection.fetchval("SELECT count(*) FROM users")


async def count_orders(db: Database) -> int:
    async with db.connection() as connection:
        return await connection.fetchval("SELECT count(*) FROM orders")


async def figures(db: Database) -> tuple[int, int]:
    users, orders = await asyncio.gather(count_users(db), count_orders(db))
    return users, orders
