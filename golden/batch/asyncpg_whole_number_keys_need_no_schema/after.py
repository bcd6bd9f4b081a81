from collections import defaultdict

import asyncpg


async def totals(pool: asyncpg.Pool, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = defaultdict(list)
    if user_ids:
        for record in await pool.fetch(
            "SELECT user_id, total FROM orders WHERE user_id = ANY($1)", user_ids
        ):
            orders_by_user_id[record["user_id"]].append(record)
    for user_id in ids:
        rows = orders_by_user_id.get(user_id, [])
        found.append(sum(row["total"] for row in rows))
    return found
