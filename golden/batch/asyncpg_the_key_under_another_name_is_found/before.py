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


async def totals(pool: asyncpg.Pool, ids: list[int]) -> list[list[tuple[int, int]]]:
    found = []
    for user_id in ids:
        rows = await pool.fetch(
            "SELECT id, user_id AS owner FROM orders WHERE user_id = $1 ORDER BY id",
            user_id,
        )
        found.append([(row["id"], row["owner"]) for row in rows])
    return found
