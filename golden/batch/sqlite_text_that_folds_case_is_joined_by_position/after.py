import json
import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE COLLATE NOCASE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def ids_of(connection: sqlite3.Connection, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = {}
    if unique_emails:
        for record in connection.execute(
            "SELECT id, wanted.wanted_position FROM users JOIN (SELECT value AS wanted_value, key AS wanted_position FROM json_each(?)) AS wanted WHERE email = wanted.wanted_value",
            (json.dumps(unique_emails),),
        ).fetchall():
            users_by_email[unique_emails[record[-1]]] = record[:-1]
    for email in emails:
        row = users_by_email.get(email)
        found.append(row[0] if row else None)
    return found
