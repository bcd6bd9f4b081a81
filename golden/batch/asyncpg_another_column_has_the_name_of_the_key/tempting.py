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


async def totals(pool: asyncpg.Pool, ids: list[int]) -> list[list[dict[str, int]]]:
    found = []
    by: dict[int, list[asyncpg.Record]] = {}
    for row in await pool.fetch(
        "SELECT id, total AS user_id FROM orders WHERE user_id = ANY($1) ORDER BY id",
        ids,
    ):
        by.setdefault(row["user_id"], []).append(row)
    for user_id in ids:
        found.append([dict(row) for row in by.get(user_id, [])])
    return found
