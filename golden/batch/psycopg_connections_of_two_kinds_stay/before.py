import psycopg
from psycopg.rows import dict_row

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def by_name() -> psycopg.Connection:
    return psycopg.connect("dbname=shop", row_factory=dict_row)


def by_place() -> psycopg.Connection:
    return psycopg.connect("dbname=shop")


def emails(connection: psycopg.Connection, ids: list[int]) -> list[str | None]:
    found = []
    for user_id in ids:
        row = connection.execute(
            "SELECT email FROM users WHERE id = %s", (user_id,)
        ).fetchone()
        found.append(row[0] if row else None)
    return found
