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


def sizes(connection: psycopg.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    if user_ids:
        for key, count in connection.execute(
            "SELECT user_id, COUNT(*) FROM orders WHERE user_id = ANY(%s) GROUP BY user_id",
            (user_ids,),
        ).fetchall():
            order_counts_by_user_id[key] = count
    for user_id in ids:
        found.append(order_counts_by_user_id.get(user_id, 0))
    return found


def sums(connection: psycopg.Connection, ids: list[int]) -> list[int | None]:
    user_ids = list(dict.fromkeys(ids))
    order_totals_by_user_id = {}
    if user_ids:
        for key, total in connection.execute(
            "SELECT user_id, SUM(total) FROM orders WHERE user_id = ANY(%s) GROUP BY user_id",
            (user_ids,),
        ).fetchall():
            order_totals_by_user_id[key] = total
    return [order_totals_by_user_id.get(user_id) for user_id in ids]


def buyers(connection: psycopg.Connection, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        for (key,) in connection.execute(
            "SELECT DISTINCT user_id FROM orders WHERE user_id = ANY(%s)", (user_ids,)
        ).fetchall():
            user_ids_with_orders.add(key)
    for user_id in ids:
        if user_id in user_ids_with_orders:
            found.append(user_id)
    return found


def known(connection: psycopg.Connection, ids: list[int]) -> list[bool]:
    user_ids = list(dict.fromkeys(ids))
    ids_with_users: set[int] = set()
    if user_ids:
        for (key,) in connection.execute(
            "SELECT DISTINCT id FROM users WHERE id = ANY(%s)", (user_ids,)
        ).fetchall():
            ids_with_users.add(key)
    return [user_id in ids_with_users for user_id in ids]
