import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email CHAR(6) NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total REAL NOT NULL
);
"""


def ids_of(connection: psycopg.Connection, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = {}
    if unique_emails:
        for record in connection.execute(
            "SELECT id, wanted.wanted_position FROM users CROSS JOIN unnest(%s::bpchar[]) WITH ORDINALITY AS wanted (wanted_value, wanted_position) WHERE email = wanted.wanted_value",
            (unique_emails,),
        ).fetchall():
            users_by_email[unique_emails[record[-1] - 1]] = record[:-1]
    for email in emails:
        row = users_by_email.get(email)
        found.append(row[0] if row else None)
    return found
