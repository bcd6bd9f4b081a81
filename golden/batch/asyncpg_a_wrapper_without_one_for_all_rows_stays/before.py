import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
"""


class Database:
    def __init__(self, pool: asyncpg.Pool, replica: asyncpg.Pool) -> None:
        self.pool = pool
        self.replica = replica

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        return await self.replica.fetch(query, *args)

    async def fetch_one(self, query: str, *args: object) -> asyncpg.Record | None:
        return await self.pool.fetchrow(query, *args)


async def emails(db: Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await db.fetch_one("SELECT id, email FROM users WHERE id = $1", user_id)
        found.append(user["email"] if user else None)
    return found
