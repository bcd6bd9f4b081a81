from collections import defaultdict
from collections.abc import Iterable

import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: psycopg.Connection, ids: list[str]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    for start in range(0, len(user_ids), 100):
        wanted = user_ids[start : start + 100]
        statement = " UNION ALL ".join(
            [
                f"SELECT email, {number} AS wanted_position FROM users WHERE id = %s"
                for number in range(len(wanted))
            ]
        )
        for record in connection.execute(statement, wanted).fetchall():
            users_by_id[wanted[record[-1]]] = record[:-1]
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] if row else None)
    return found


def members(connection: psycopg.Connection, team_ids: list[str]) -> list[list[str]]:
    found = []
    unique_team_ids = list(dict.fromkeys(team_ids))
    users_by_team_id = of_team_by_team_ids(connection, unique_team_ids)
    for team_id in team_ids:
        found.append(list(users_by_team_id.get(team_id, ())))
    return found


def of_team(connection: psycopg.Connection, team_id: str) -> list[str]:
    rows = connection.execute(
        "SELECT email FROM users WHERE team_id = %s ORDER BY email", (team_id,)
    ).fetchall()
    return [row[0] for row in rows]


def of_team_by_team_ids(
    connection: psycopg.Connection, team_ids: Iterable[str]
) -> dict[str, list[str]]:
    """Answer `of_team` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(team_ids))
    users_by_team_id = defaultdict(list)
    for start in range(0, len(keys), 100):
        wanted = keys[start : start + 100]
        statement = (
            " UNION ALL ".join(
                [
                    f"SELECT email, {number} AS wanted_position FROM users WHERE team_id = %s"
                    for number in range(len(wanted))
                ]
            )
            + " ORDER BY email"
        )
        for row in connection.execute(statement, wanted).fetchall():
            users_by_team_id[wanted[row[-1]]].append(row[:-1])
    return {key_2: [row[0] for row in rows] for key_2, rows in users_by_team_id.items()}
