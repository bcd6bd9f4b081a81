from collections import defaultdict

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def open_orders(
    connection: asyncpg.Connection, ids: list[int]
) -> list[list[asyncpg.Record]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for row in await connection.fetch(
            """
            SELECT id, user_id, total
            FROM orders
            WHERE user_id = ANY($1) AND status = $2
            ORDER BY total
            """,
            user_ids,
            "open",
        ):
            orders_by_user_id[row["user_id"]].append(row)
    for user_id in ids:
        rows = list(orders_by_user_id.get(user_id, ()))
        found.append(rows)
    return found
