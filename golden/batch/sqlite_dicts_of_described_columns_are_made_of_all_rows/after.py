import json
import sqlite3
from collections import defaultdict
from typing import Any

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def query_db(
    connection: sqlite3.Connection,
    query: str,
    args: tuple[Any, ...] = (),
    one: bool = False,
) -> Any:
    cursor = connection.execute(query, args)
    rows = [
        dict((cursor.description[place][0], value) for place, value in enumerate(row))
        for row in cursor.fetchall()
    ]
    return (rows[0] if rows else None) if one else rows


def query_dicts(
    connection: sqlite3.Connection, query: str, args: tuple[Any, ...] = ()
) -> list[dict[str, Any]]:
    cursor = connection.cursor()
    try:
        cursor.execute(query, args) if args else cursor.execute(query)
        names = [column[0] for column in cursor.description or []]
        rows = cursor.fetchall()
    finally:
        cursor.close()
    return [dict(zip(names, row, strict=False)) for row in rows]


def emails(connection: sqlite3.Connection, ids: list[int]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = {}
    if user_ids:
        for row in query_db(
            connection,
            "SELECT id, email FROM users WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(user_ids),),
        ):
            users_by_id[row["id"]] = row
    for user_id in ids:
        user = users_by_id.get(user_id)
        found.append(user["email"] if user else None)
    return found


def totals(connection: sqlite3.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in query_dicts(
            connection,
            "SELECT user_id, total FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(user_ids),),
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        for row in orders_by_user_id.get(user_id, []):
            found.append(row["total"])
    return found
