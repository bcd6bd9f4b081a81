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


async def sizes(database: Database, ids: list[int]) -> list[int]:
    return [
        await database.fetch_val(
            "SELECT COUNT(*) FROM orders WHERE user_id = :user_id", {"user_id": user_id}
        )
        for user_id in ids
    ]


async def buyers(database: Database, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        if await database.fetch_one(
            "SELECT 1 FROM orders WHERE user_id = :user_id AND status = 'open'",
            {"user_id": user_id},
        ):
            found.append(user_id)
    return found


async def known(database: Database, ids: list[int]) -> list[bool]:
    found = []
    for user_id in ids:
        known = await database.fetch_val(
            "SELECT EXISTS(SELECT 1 FROM users WHERE id = :user_id)",
            {"user_id": user_id},
        )
        found.append(bool(known))
    return found
