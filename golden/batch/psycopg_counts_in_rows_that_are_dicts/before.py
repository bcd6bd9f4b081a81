from typing import Any

import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def counts(
    connection: psycopg.AsyncConnection[dict[str, Any]], team_ids: list[int]
) -> list[int]:
    found = []
    for team_id in team_ids:
        cursor = await connection.execute(
            "SELECT count(*) AS members FROM users WHERE team_id = %s", (team_id,)
        )
        found.append((await cursor.fetchone())["members"])
    return found
