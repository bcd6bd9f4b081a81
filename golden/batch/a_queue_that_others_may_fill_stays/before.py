from collections import deque

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, parent_id INTEGER);
"""


async def emails(pool: asyncpg.Pool, waiting: deque[int]) -> list[object]:
    found = []
    while waiting:
        user_id = waiting.popleft()
        row = await pool.fetchrow("SELECT email FROM users WHERE id = $1", user_id)
        found.append(row)
    return found
