import psycopg2.extensions

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


def sizes(connection: psycopg2.extensions.connection, ids: list[int]) -> list[int]:
    found = []
    cursor = connection.cursor()
    user_ids = list(dict.fromkeys(ids))
    order_counts_by_user_id: dict[int, int] = {}
    if user_ids:
        cursor.execute(
            "SELECT user_id, COUNT(*) FROM orders WHERE user_id = ANY(%s) GROUP BY user_id",
            (user_ids,),
        )
        for key, count in cursor.fetchall():
            order_counts_by_user_id[key] = count
    for user_id in ids:
        found.append(order_counts_by_user_id.get(user_id, 0))
    return found


def buyers(connection: psycopg2.extensions.connection, ids: list[int]) -> list[int]:
    found = []
    cursor = connection.cursor()
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        cursor.execute(
            "SELECT DISTINCT user_id FROM orders WHERE user_id = ANY(%s)", (user_ids,)
        )
        for (key,) in cursor.fetchall():
            user_ids_with_orders.add(key)
    for user_id in ids:
        if user_id in user_ids_with_orders:
            found.append(user_id)
    return found
