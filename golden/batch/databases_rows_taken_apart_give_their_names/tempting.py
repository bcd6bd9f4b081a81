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
    rows_by_user = {user_id: [] for user_id in ids}
    for row in await database.fetch_all(
        "SELECT id, total, user_id FROM orders ORDER BY id"
    ):
        if row["user_id"] in rows_by_user:
            rows_by_user[row["user_id"]].append((row["id"], row["total"]))
    for user_id in ids:
        for first, second in rows_by_user[user_id]:
            found.append(f"{first} and {second}")
    return found
