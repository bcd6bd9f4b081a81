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


async def close(database: Database, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        count = await database.fetch_val(
            "SELECT COUNT(*) FROM orders WHERE user_id = :user_id", {"user_id": user_id}
        )
        found.append(count)
        await database.execute("UPDATE orders SET user_id = 3 WHERE user_id = 2")
    return found
