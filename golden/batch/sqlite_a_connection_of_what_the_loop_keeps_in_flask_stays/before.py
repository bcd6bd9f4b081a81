import sqlite3
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
    for user_id in ids:
        g.tenant = user_id % 2
        for row in query_db(
            "SELECT user_id, total FROM orders WHERE user_id = ? ORDER BY id",
            (user_id,),
        ):
            found.append(row[1])
    return found
