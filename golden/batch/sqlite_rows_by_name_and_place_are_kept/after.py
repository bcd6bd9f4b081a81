import json
import sqlite3


SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    connection.row_factory = sqlite3.Row
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for record in connection.execute(
            "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ).fetchall():
            users_by_id[record["id"]] = record
    for user_id in ids:
        row = users_by_id.get(user_id)
        found.append(row[0] + row["email"] if row else None)
    return found
