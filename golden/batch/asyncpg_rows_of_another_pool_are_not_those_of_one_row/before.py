from typing import Any

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


class Database:
    def __init__(self, primary: asyncpg.Pool, replica: asyncpg.Pool) -> None:
        self.primary = primary
        self.replica = replica

    async def fetch_all(self, query: str, *args: Any) -> list[asyncpg.Record]:
        pool = self.replica
        async with pool.acquire() as connection:
            return await connection.fetch(query, *args)

    async def fetch_one(self, query: str, *args: Any) -> asyncpg.Record | None:
        pool = self.primary
        async with pool.acquire() as connection:
            return await connection.fetchrow(query, *args)


async def emails(db: Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await db.fetch_one("SELECT id, email FROM users WHERE id = $1", user_id)
        found.append(user["email"] if user else None)
    return found
