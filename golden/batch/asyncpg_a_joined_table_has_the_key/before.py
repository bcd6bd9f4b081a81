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


async def orders(pool: asyncpg.Pool, emails: list[int]) -> list[list[int]]:
    found = []
    for team_id in emails:
        rows = await pool.fetch(
            """
            SELECT o.id, u.team_id
            FROM orders o
            JOIN users u ON u.id = o.user_id
            WHERE u.team_id = $1
            ORDER BY o.id
            """,
            team_id,
        )
        found.append([row["id"] for row in rows])
    return found
