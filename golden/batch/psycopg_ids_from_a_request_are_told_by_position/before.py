import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: psycopg.Connection, ids: list[str]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = connection.execute(
            "SELECT email FROM users WHERE id = %s", (user_id,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found


def members(connection: psycopg.Connection, team_ids: list[str]) -> list[list[str]]:
    found = []
    for team_id in team_ids:
        found.append(of_team(connection, team_id))
    return found


def of_team(connection: psycopg.Connection, team_id: str) -> list[str]:
    rows = connection.execute(
        "SELECT email FROM users WHERE team_id = %s ORDER BY email", (team_id,)
    ).fetchall()
    return [row[0] for row in rows]
