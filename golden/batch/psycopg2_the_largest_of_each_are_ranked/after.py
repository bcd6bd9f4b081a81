from collections import defaultdict

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


def top(
    connection: psycopg2.extensions.connection, ids: list[int]
) -> list[list[tuple]]:
    found = []
    cursor = connection.cursor()
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        cursor.execute(
            "SELECT id, total, user_id FROM (SELECT user_id, id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id = ANY(%s)) AS ranked WHERE rank <= 2 ORDER BY rank",
            (user_ids,),
        )
        for row in cursor.fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    for user_id in ids:
        found.append(list(orders_by_user_id.get(user_id, ())))
    return found
