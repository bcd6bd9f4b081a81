import logging

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""

logger = logging.getLogger(__name__)


class Database:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def rows(self, query: str, *args: object) -> list[asyncpg.Record]:
        rows = await self.pool.fetch(query, *args)
        if rows[0]["id"] < 0:
            logger.warning("a row of old: %s", query)
        return rows


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        for row in await db.rows("SELECT id, email FROM users WHERE id = $1", user_id):
            found.append(row["email"])
    return found
