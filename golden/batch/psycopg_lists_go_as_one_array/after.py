from collections import defaultdict

import psycopg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def totals(connection: psycopg.Connection, ids: list[int]) -> list[list[int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in connection.execute(
            "SELECT total, user_id FROM orders WHERE user_id = ANY(%s) ORDER BY id",
            (user_ids,),
        ).fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append([total for (total,) in rows])
    return found
