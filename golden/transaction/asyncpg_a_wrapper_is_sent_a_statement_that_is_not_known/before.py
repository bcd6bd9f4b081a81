import asyncpg

SCHEMA = """
CREATE TABLE users (id SERIAL PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, user_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


class Database:
    def __init__(self, pool: asyncpg.Pool):
        self.pool = pool

    async def execute(self, query, *args):
        async with self.pool.acquire() as conn:
            return await conn.execute(query, *args)


async def rename(db: Database, user_id: int, name: str, then: str) -> None:
    await db.execute("UPDATE users SET name = $1 WHERE id = $2", name, user_id)
    await db.execute(then)
    await db.execute(
        "INSERT INTO audit_log (user_id, event) VALUES ($1, 'renamed')", user_id
    )
