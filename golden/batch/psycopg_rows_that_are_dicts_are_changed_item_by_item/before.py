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
    for place, user_id in enumerate(ids):
        cursor.execute(
            "SELECT user_id, total FROM orders WHERE user_id = %s ORDER BY id",
            (user_id,),
        )
        rows = cursor.fetchall()
        for row in rows:
            row["place"] = place
            found.append(row)
    return found
