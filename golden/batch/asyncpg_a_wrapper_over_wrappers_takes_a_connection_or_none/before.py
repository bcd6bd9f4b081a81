import logging
from typing import Any

import asyncpg

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


class Database:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def fetch(
        self,
        query: str,
        *args: Any,
        connection: asyncpg.Connection | None = None,
        timeout: float = 5,
    ) -> list[asyncpg.Record]:
        logger.debug("query: %s", query)
        if connection is not None:
            return await connection.fetch(query, *args, timeout=timeout)
        async with self._pool.acquire() as own:
            return await own.fetch(query, *args, timeout=timeout)

    async def fetch_row(self, query: str, *args: Any) -> asyncpg.Record | None:
        rows = await self.fetch(query, *args)
        return rows[0] if rows else None

    async def fetch_value(self, query: str, *args: Any) -> Any:
        row = await self.fetch_row(query, *args)
        return row[0] if row else None


class Repository:
    def __init__(self, db: Database) -> None:
        self.db = db


class Users(Repository):
    async def email(self, user_id: int) -> str | None:
        return await self.db.fetch_value(
            "SELECT email FROM users WHERE id = $1", user_id
        )

    async def user(self, user_id: int) -> dict[str, Any] | None:
        row = await self.db.fetch_row(
            "SELECT id, email FROM users WHERE id = $1", user_id
        )
        return dict(row) if row else None


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    return [await users.email(user_id) for user_id in ids]


async def found_users(users: Users, ids: list[int]) -> list[dict[str, Any] | None]:
    return [await users.user(user_id) for user_id in ids]


async def totals(
    db: Database, connection: asyncpg.Connection, ids: list[int]
) -> dict[int, int]:
    found = {}
    for user_id in ids:
        rows = await db.fetch(
            "SELECT user_id, total FROM orders WHERE user_id = $1",
            user_id,
            connection=connection,
        )
        found[user_id] = sum(row["total"] for row in rows)
    return found
