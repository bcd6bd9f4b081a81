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


async def latest(pool: asyncpg.Pool, ids: list[int]) -> list[int | None]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = {}
    if user_ids:
        for record in await pool.fetch(
            "SELECT id, total, user_id FROM (SELECT user_id, id, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY id DESC) AS rank FROM orders WHERE user_id = ANY($1)) AS ranked WHERE rank = 1 ORDER BY rank",
            user_ids,
        ):
            orders_by_user_id.setdefault(record["user_id"], record)
    for user_id in ids:
        row = orders_by_user_id.get(user_id)
        found.append(row["total"] if row else None)
    return found
