import json
import sqlite3

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def counts(connection: sqlite3.Connection, ids: list[int]) -> dict[int, int]:
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    if user_ids:
        for key, count in connection.execute(
            "SELECT user_id, count(*) FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) GROUP BY user_id",
            (json.dumps(user_ids),),
        ).fetchall():
            order_counts_by_user_id[key] = count
    return {user_id: order_counts_by_user_id.get(user_id, 0) for user_id in ids}
