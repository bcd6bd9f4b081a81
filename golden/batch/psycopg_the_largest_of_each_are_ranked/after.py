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


async def top(connection: psycopg.AsyncConnection, ids: list[int]) -> list[list[tuple]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in await (
            await connection.execute(
                "SELECT id, total, user_id FROM (SELECT user_id, id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id = ANY(%s)) AS ranked WHERE rank <= 2 ORDER BY rank",
                (user_ids,),
            )
        ).fetchall():
            orders_by_user_id[row[-1]].append(row[:-1])
    for user_id in ids:
        found.append(list(orders_by_user_id.get(user_id, ())))
    return found


async def largest(
    connection: psycopg.AsyncConnection, ids: list[int]
) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = {}
    if user_ids:
        for record in await (
            await connection.execute(
                "SELECT total, user_id FROM (SELECT user_id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC) AS rank FROM orders WHERE user_id = ANY(%s)) AS ranked WHERE rank = 1 ORDER BY rank",
                (user_ids,),
            )
        ).fetchall():
            orders_by_user_id.setdefault(record[-1], record[:-1])
    for user_id in ids:
        row = orders_by_user_id.get(user_id)
        found.append(row[0] if row else None)
    return found
