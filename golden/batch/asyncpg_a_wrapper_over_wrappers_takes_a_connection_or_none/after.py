import logging
from collections import defaultdict
from collections.abc import Iterable
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

    async def email_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, str]:
        """Answer `email` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        emails_by_id: dict[int, str] = {}
        if keys:
            for user_id, value in await self.db.fetch(
                "SELECT id, email FROM users WHERE id = ANY($1)", keys
            ):
                emails_by_id[user_id] = value
        return emails_by_id

    async def user(self, user_id: int) -> dict[str, Any] | None:
        row = await self.db.fetch_row(
            "SELECT id, email FROM users WHERE id = $1", user_id
        )
        return dict(row) if row else None

    async def user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, dict[str, Any]]:
        """Answer `user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        if keys:
            for row in await self.db.fetch(
                "SELECT id, email FROM users WHERE id = ANY($1)", keys
            ):
                users_by_id[row["id"]] = row
        return {key: dict(row) for key, row in users_by_id.items()}


async def emails(users: Users, ids: list[int]) -> list[str | None]:
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = await users.email_by_user_ids(user_ids)
    return [emails_by_id.get(user_id) for user_id in ids]


async def found_users(users: Users, ids: list[int]) -> list[dict[str, Any] | None]:
    user_ids = list(dict.fromkeys(ids))
    users_by_id = await users.user_by_user_ids(user_ids)
    return [users_by_id.get(user_id) for user_id in ids]


async def totals(
    db: Database, connection: asyncpg.Connection, ids: list[int]
) -> dict[int, int]:
    found = {}
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in await db.fetch(
            "SELECT user_id, total FROM orders WHERE user_id = ANY($1)",
            user_ids,
            connection=connection,
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found[user_id] = sum(row["total"] for row in rows)
    return found
