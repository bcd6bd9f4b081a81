from typing import Any

import databases

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def query_all(
    database: databases.Database, query: str, values: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    rows = await database.fetch_all(query=query, values=values)
    return [dict(row) for row in rows]


async def query_one(
    database: databases.Database, query: str, values: dict[str, Any] | None = None
) -> dict[str, Any] | None:
    row = await database.fetch_one(query=query, values=values)
    return dict(row) if row else None


async def emails(database: databases.Database, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        user = await query_one(
            database, "SELECT id, email FROM users WHERE id = :id", {"id": user_id}
        )
        found.append(user["email"] if user else None)
    return found
