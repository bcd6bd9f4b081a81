from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def spent(connection: sqlite3.Connection, user_id: int) -> int:
    row = connection.execute(
        "SELECT sum(total) FROM orders WHERE user_id = ?", (user_id,)
    ).fetchone()
    return row[0] or 0


def spent_by_user_ids(
    connection: sqlite3.Connection, user_ids: Iterable[int]
) -> dict[int, int]:
    """Answer `spent` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    order_totals_by_user_id = {}
    if keys:
        for user_id, total in connection.execute(
            "SELECT user_id, sum(total) FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) GROUP BY user_id",
            (json.dumps(keys),),
        ).fetchall():
            order_totals_by_user_id[user_id] = total
    return {key: value or 0 for key, value in order_totals_by_user_id.items()}


def email(connection: sqlite3.Connection, user_id: int) -> str:
    row = connection.execute(
        "SELECT email FROM users WHERE id = ?", (user_id,)
    ).fetchone()
    if not row:
        return "nobody"
    return row[0]


def email_by_user_ids(
    connection: sqlite3.Connection, user_ids: Iterable[int]
) -> dict[int, str]:
    """Answer `email` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    users_by_id = {}
    if keys:
        for row in connection.execute(
            "SELECT email, id FROM users WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(keys),),
        ).fetchall():
            users_by_id[row[-1]] = row[:-1]
    return {key: row[0] for key, row in users_by_id.items()}


def states(connection: sqlite3.Connection, user_id: int) -> dict[int, str]:
    rows = connection.execute(
        "SELECT id, status, user_id FROM orders WHERE user_id = ? ORDER BY id",
        (user_id,),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def states_by_user_ids(
    connection: sqlite3.Connection, user_ids: Iterable[int]
) -> dict[int, dict[int, str]]:
    """Answer `states` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(user_ids))
    orders_by_user_id = defaultdict(list)
    if keys:
        for row in connection.execute(
            "SELECT id, status, user_id FROM orders WHERE user_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps(keys),),
        ).fetchall():
            orders_by_user_id[row[2]].append(row)
    return {
        key: {row[0]: row[1] for row in rows} for key, rows in orders_by_user_id.items()
    }


def overview(
    connection: sqlite3.Connection, ids: list[int]
) -> list[tuple[str, int, dict[int, str]]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = email_by_user_ids(connection, user_ids)
    orders_by_user_id = spent_by_user_ids(connection, user_ids)
    other_orders_by_user_id = states_by_user_ids(connection, user_ids)
    for user_id in ids:
        name = users_by_id.get(user_id, "nobody")
        total = orders_by_user_id.get(user_id, 0)
        found.append((name, total, other_orders_by_user_id.get(user_id, {})))
    return found
