import logging
import time

import asyncpg

SCHEMA = """
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, team_id INTEGER);
"""

logger = logging.getLogger(__name__)


class Database:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def rows(self, query: str, *args: object) -> list[asyncpg.Record]:
        started = time.perf_counter()
        async with self.pool.acquire() as connection:
            rows = await connection.fetch(query, *args)
        took = time.perf_counter() - started
        if took > 0.5:
            logger.warning("%s rows in %.3f s: %s %r", len(rows), took, query, args)
        elif not rows:
            logger.debug("no rows: %s", query)
        return rows

    async def timed(self, query: str, *args: object) -> list[asyncpg.Record]:
        started = time.monotonic()
        try:
            return await self.pool.fetch(query, *args)
        finally:
            logger.info(f"{query[:40]} took {time.monotonic() - started:.3f} s")


async def members(db: Database, teams: list[int]) -> list[list[str]]:
    found = []
    for team_id in teams:
        rows = await db.rows(
            "SELECT id, email, team_id FROM users WHERE team_id = $1 ORDER BY id",
            team_id,
        )
        found.append([row["email"] for row in rows])
    return found


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    for user_id in ids:
        for row in await db.timed("SELECT id, email FROM users WHERE id = $1", user_id):
            found.append(row["email"])
    return found
