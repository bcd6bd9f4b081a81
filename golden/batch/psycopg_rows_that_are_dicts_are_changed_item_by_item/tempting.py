from typing import Any

import psycopg
from psycopg.rows import dict_row

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def orders(connection: psycopg.Connection, ids: list[int]) -> list[dict[str, Any]]:
    cursor = connection.cursor(row_factory=dict_row)
    found = []
    cursor.execute(
        "SELECT user_id, total FROM orders WHERE user_id = ANY(%s) ORDER BY id", (ids,)
    )
    by: dict[int, list[dict[str, Any]]] = {}
    for row in cursor.fetchall():
        by.setdefault(row["user_id"], []).append(row)
    for place, user_id in enumerate(ids):
        for row in list(by.get(user_id, ())):
            row["place"] = place
            found.append(row)
    return found
