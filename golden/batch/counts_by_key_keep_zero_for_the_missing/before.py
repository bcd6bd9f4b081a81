import asyncpg

SCHEMA = """
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER
);
"""


async def order_counts(pool: asyncpg.Pool, user_ids: list[int]) -> dict[int, int]:
    return {
        user_id: await pool.fetchval(
            "SELECT count(*) FROM orders WHERE user_id = $1", user_id
        )
        for user_id in user_ids
    }
