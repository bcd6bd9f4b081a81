import json
import sqlite3
from collections import defaultdict
from flask import g
from typing import Any

FOLDER = "/var/lib/shop"

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, status TEXT NOT NULL, total INTEGER NOT NULL);
"""


def get_db() -> sqlite3.Connection:
    return sqlite3.connect(f"{FOLDER}/{g.tenant}.db")


def query_db(query: str, args: tuple[Any, ...] = (), one: bool = False) -> Any:
    cur = get_db().execute(query, args)
    rv = cur.fetchall()
    cur.close()
    return (rv[0] if rv else None) if one else rv


def totals(ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in query_db(
            "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(user_ids),),
        ):
            orders_by_user_id[record[0]].append(record)
    for user_id in ids:
        g.tenant = user_id % 2
        for row in orders_by_user_id.get(user_id, []):
            found.append(row[1])
    return found
