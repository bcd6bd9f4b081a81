import json
import sqlite3
from collections import defaultdict
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, status TEXT NOT NULL, total INTEGER NOT NULL);
"""


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.connection.text_factory = bytes

    def query(self, sql: str, params: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql, params).fetchall()


def ids_of(store: Store, emails: list[str]) -> list[int]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = defaultdict(list)
    if unique_emails:
        for record in store.query(
            "SELECT email, id FROM users WHERE email IN (SELECT value FROM json_each(?))",
            (json.dumps(unique_emails),),
        ):
            users_by_email[record[0]].append(record)
    for email in emails:
        for row in users_by_email.get(email, []):
            found.append(row[1])
    return found
