import asyncpg

SCHEMA = """
CREATE TABLE payments (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    cents BIGINT NOT NULL
);
"""


async def paid(db: asyncpg.Connection, ids: list[int]) -> dict[int, int]:
    found = {}
    for user_id in ids:
        found[user_id] = await db.fetchval(
            "SELECT COALESCE(SUM(cents), 0) FROM payments WHERE user_id = $1", user_id
        )
    return found
