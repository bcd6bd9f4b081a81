import json
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
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in await query_all(
            database,
            "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(:id))",
            {"id": json.dumps(user_ids)},
        ):
            users_by_id[row["id"]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user["email"] if user else None)
    return found
