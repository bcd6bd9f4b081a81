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


async def emails(database: Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = await database.fetch_one(
            "SELECT email FROM users WHERE id = :user_id", {"user_id": user_id}
        )
        found.append(row["email"] if row else None)
    return found


async def teams(database: Database, ids: list[int]) -> list[int | None]:
    return [
        await database.fetch_val(
            query="SELECT team_id FROM users WHERE id = :user_id",
            values={"user_id": user_id},
        )
        for user_id in ids
    ]
