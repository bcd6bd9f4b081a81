from collections import defaultdict

import asyncpg

SCHEMA = """
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total bigint NOT NULL);
"""


async def totals(connection: asyncpg.Connection, ids: list[int]) -> dict[int, object]:
    found = {}
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in await connection.fetch(
            "SELECT id, total, user_id FROM orders WHERE user_id = ANY($1) ORDER BY total DESC",
            user_ids,
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found[user_id] = (
            len(rows),
            [row["total"] for row in rows if row["total"] > 5],
            {row["id"]: row[1] for row in rows},
        )
    return found
