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


async def with_open(pool: asyncpg.Pool, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    user_ids_with_orders: set[int] = set()
    if user_ids:
        for (key,) in await pool.fetch(
            "SELECT DISTINCT user_id FROM orders WHERE user_id = ANY($1) AND status = 'open'",
            user_ids,
        ):
            user_ids_with_orders.add(key)
    for user_id in ids:
        if user_id in user_ids_with_orders:
            found.append(user_id)
    return found
