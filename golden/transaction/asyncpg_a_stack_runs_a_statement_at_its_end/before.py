import contextlib

import asyncpg

SCHEMA = """
CREATE TABLE rows (name TEXT PRIMARY KEY, state TEXT NOT NULL DEFAULT 'loaded');
"""


async def load(conn: asyncpg.Connection, first: str, second: str) -> None:
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(
            conn.execute, "UPDATE rows SET state = 'seen' WHERE name = $1", first
        )
        await conn.execute("INSERT INTO rows (name) VALUES ($1)", first)
        await conn.execute("INSERT INTO rows (name) VALUES ($1)", second)
