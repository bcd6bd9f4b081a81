import json

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
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in await database.fetch_all(
            "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(:user_id))",
            {"user_id": json.dumps(user_ids)},
        ):
            users_by_id[record["id"]] = record
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row["email"] if row else None)
    return found


async def teams(database: Database, ids: list[int]) -> list[int | None]:
    user_ids = list(dict.fromkeys(ids))
    team_ids_by_id = {}
    if user_ids:
        for key in await database.fetch_all(
            query="SELECT id, team_id FROM users WHERE id IN (SELECT value FROM json_each(:user_id))",
            values={"user_id": json.dumps(user_ids)},
        ):
            team_ids_by_id[key[0]] = key[1]
    return [team_ids_by_id.get(user_id) for user_id in ids]
