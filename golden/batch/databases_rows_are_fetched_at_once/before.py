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


async def totals(database: Database, ids: list[int]) -> list[list[int]]:
    found = []
    for user_id in ids:
        rows = await database.fetch_all(
            "SELECT user_id, total FROM orders WHERE user_id = :user_id ORDER BY id",
            {"user_id": user_id},
        )
        found.append([row["total"] for row in rows])
    return found
