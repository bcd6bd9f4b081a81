import asyncpg

SCHEMA = """
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total bigint NOT NULL);
"""


async def totals(connection: asyncpg.Connection, ids: list[int]) -> list[object]:
    found = []
    for user_id in ids:
        rows = await connection.fetch(
            "SELECT id, total FROM orders WHERE user_id = $1 ORDER BY total DESC",
            user_id,
        )
        found.append([tuple(row) for row in rows])
    return found
