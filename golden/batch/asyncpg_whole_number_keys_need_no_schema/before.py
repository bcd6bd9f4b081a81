import asyncpg


async def totals(pool: asyncpg.Pool, ids: list[int]) -> list[int]:
    found = []
    for user_id in ids:
        rows = await pool.fetch(
            "SELECT user_id, total FROM orders WHERE user_id = $1", user_id
        )
        found.append(sum(row["total"] for row in rows))
    return found
