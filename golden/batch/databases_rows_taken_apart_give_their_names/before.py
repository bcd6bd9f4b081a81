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


async def parts(database: Database, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        rows = await database.fetch_all(
            "SELECT id, total FROM orders WHERE user_id = :user_id ORDER BY id",
            {"user_id": user_id},
        )
        for first, second in rows:
            found.append(f"{first} and {second}")
    return found
