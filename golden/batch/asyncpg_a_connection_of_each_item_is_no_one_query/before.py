from collections.abc import Sequence
from typing import Any

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, team_id INTEGER);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER,
    status TEXT NOT NULL,
    total INTEGER NOT NULL
);
"""


async def fetch(
    connection: asyncpg.Connection, query: str, *args: Any
) -> list[asyncpg.Record]:
    return await connection.fetch(query, *args)


async def totals(
    shards: Sequence[tuple[int, asyncpg.Connection]],
) -> list[list[asyncpg.Record]]:
    found = []
    for user_id, connection in shards:
        found.append(
            await fetch(
                connection,
                "SELECT user_id, total FROM orders WHERE user_id = $1",
                user_id,
            )
        )
    return found
