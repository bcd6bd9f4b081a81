from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg


class Database:
    def __init__(self, kept: asyncpg.Connection) -> None:
        self.kept = kept

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        yield self.kept


async def count_users(db: Database) -> int:
    async with db.connection() as connection:
        return await connection.fetchval("SELECT count(*) FROM users")


async def count_orders(db: Database) -> int:
    async with db.connection() as connection:
        return await connection.fetchval("SELECT count(*) FROM orders")


async def figures(db: Database) -> tuple[int, int]:
    users = await count_users(db)
    orders = await count_orders(db)
    return users, orders
