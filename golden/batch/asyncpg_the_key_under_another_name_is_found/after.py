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


async def totals(pool: asyncpg.Pool, ids: list[int]) -> list[list[tuple[int, int]]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in await pool.fetch(
            "SELECT id, user_id AS owner FROM orders WHERE user_id = ANY($1) ORDER BY id",
            user_ids,
        ):
            orders_by_user_id[record["owner"]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append([(row["id"], row["owner"]) for row in rows])
    return found
