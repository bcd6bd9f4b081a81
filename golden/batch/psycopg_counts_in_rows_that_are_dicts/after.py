from typing import Any

import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


async def counts(
    connection: psycopg.AsyncConnection[dict[str, Any]], team_ids: list[int]
) -> list[int]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    user_counts_by_team_id: dict[int, int] = {}
    if unique_team_ids:
        for row in await (
            await connection.execute(
                "SELECT team_id, count(*) AS members FROM users WHERE team_id = ANY(%s) GROUP BY team_id",
                (unique_team_ids,),
            )
        ).fetchall():
            user_counts_by_team_id[row["team_id"]] = row["members"]
    for team_id in team_ids:
        found.append(user_counts_by_team_id.get(team_id, 0))
    return found
