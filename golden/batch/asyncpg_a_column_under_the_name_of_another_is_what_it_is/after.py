from __future__ import annotations

from collections import defaultdict

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, team_id INTEGER NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id TEXT NOT NULL, total INTEGER NOT NULL);
"""


async def totals(pool: asyncpg.Pool, team_id: int) -> list[list[int]]:
    found = []
    users = await pool.fetch(
        "SELECT code AS id, team_id FROM users WHERE team_id = $1", team_id
    )
    order_ids = list(dict.fromkeys(user["id"] for user in users))
    orders_by_id = defaultdict(list)
    if order_ids:
        for record in await pool.fetch(
            "SELECT id, total FROM orders WHERE id = ANY($1) ORDER BY total", order_ids
        ):
            orders_by_id[record["id"]].append(record)
    for user in users:
        rows = orders_by_id.get(user["id"], [])
        found.append([row["total"] for row in rows])
    return found
