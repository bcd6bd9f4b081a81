import asyncpg

SCHEMA = """
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER
);
"""


async def order_counts(pool: asyncpg.Pool, user_ids: list[int]) -> dict[int, int]:
    unique_user_ids = list(dict.fromkeys(user_ids))
    order_counts_by_user_id: dict[int, int] = {}
    if unique_user_ids:
        for key, count in await pool.fetch(
            "SELECT user_id, count(*) FROM orders WHERE user_id = ANY($1) GROUP BY user_id",
            unique_user_ids,
        ):
            order_counts_by_user_id[key] = count
    return {user_id: order_counts_by_user_id.get(user_id, 0) for user_id in user_ids}
