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
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def fetch(self, query: str, *args: object) -> list[asyncpg.Record]:
        async with self.pool.acquire() as connection:
            return await connection.fetch(query, *args)

    async def fetch_one(self, query: str, *args: object) -> asyncpg.Record | None:
        async with self.pool.acquire() as connection:
            return await connection.fetchrow(query, *args)


async def open_orders(db: Database, ids: list[int]) -> list[list[asyncpg.Record]]:
    found = []
    for user_id in ids:
        rows = await db.fetch(
            """
            SELECT id, user_id, total
            FROM orders
            WHERE user_id = $1 AND status = $2
            ORDER BY total
            """,
            user_id,
            "open",
        )
        found.append(rows)
    return found


async def emails(db: Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await db.fetch_one("SELECT id, email FROM users WHERE id = $1", user_id)
        found.append(user["email"] if user else None)
    return found
