from typing import Any

import asyncpg

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
    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        self.pool: asyncpg.Pool | None = None

    async def _ensure_pool(self) -> None:
        if not self.pool:
            self.pool = await asyncpg.create_pool(self.dsn)

    async def fetch_all(self, query: str, *args: Any) -> list[dict[str, Any]]:
        await self._ensure_pool()
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(query, *args)
            return [dict(row) for row in rows]

    async def fetch_one(self, query: str, *args: Any) -> dict[str, Any] | None:
        await self._ensure_pool()
        async with self.pool.acquire() as connection:
            row = await connection.fetchrow(query, *args)
            return dict(row) if row else None


async def emails(db: Database, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in await db.fetch_all(
            "SELECT id, email FROM users WHERE id = ANY($1)", user_ids
        ):
            users_by_id[row["id"]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user["email"] if user else None)
    return found
