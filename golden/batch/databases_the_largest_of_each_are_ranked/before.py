from databases import Database

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def top(database: Database, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        rows = await database.fetch_all(
            "SELECT total FROM orders WHERE user_id = :user_id"
            " ORDER BY total DESC LIMIT 2",
            {"user_id": user_id},
        )
        found.append([row["total"] for row in rows])
    return found


async def largest(database: Database, ids: list[int]) -> list[int | None]:
    found = []
    for user_id in ids:
        row = await database.fetch_one(
            "SELECT total FROM orders WHERE user_id = :user_id"
            " ORDER BY total DESC LIMIT 1",
            {"user_id": user_id},
        )
        found.append(row["total"] if row else None)
    return found
