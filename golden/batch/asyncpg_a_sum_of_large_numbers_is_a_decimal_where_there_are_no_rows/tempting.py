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
    rows = await db.fetch(
        "SELECT user_id, SUM(cents) FROM payments WHERE user_id = ANY($1) GROUP BY 1",
        ids,
    )
    cents_by_user_id = {row[0]: row[1] for row in rows}
    for user_id in ids:
        found[user_id] = cents_by_user_id.get(user_id, 0)
    return found
