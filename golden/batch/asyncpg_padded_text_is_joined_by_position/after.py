import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email CHAR(6) NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total REAL NOT NULL
);
"""


async def users(pool: asyncpg.Pool, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = {}
    if unique_emails:
        for record in await pool.fetch(
            "SELECT users.*, wanted.wanted_position FROM users CROSS JOIN unnest($1::bpchar[]) WITH ORDINALITY AS wanted (wanted_value, wanted_position) WHERE email = wanted.wanted_value",
            unique_emails,
        ):
            users_by_email[unique_emails[record["wanted_position"] - 1]] = record
    for email in emails:
        row = users_by_email.get(email)
        found.append(row["id"] if row else None)
    return found
