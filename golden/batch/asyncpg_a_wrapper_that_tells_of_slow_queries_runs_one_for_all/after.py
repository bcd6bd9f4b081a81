import logging
import time
from collections import defaultdict

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
    team_ids = list(dict.fromkeys(teams))
    users_by_team_id = defaultdict(list)
    if team_ids:
        for record in await db.rows(
            "SELECT id, email, team_id FROM users WHERE team_id = ANY($1) ORDER BY id",
            team_ids,
        ):
            users_by_team_id[record["team_id"]].append(record)
    for team_id in teams:
        rows = users_by_team_id.get(team_id, [])
        found.append([row["email"] for row in rows])
    return found


async def emails(db: Database, ids: list[int]) -> list[str]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id = defaultdict(list)
    if user_ids:
        for record in await db.timed(
            "SELECT id, email FROM users WHERE id = ANY($1)", user_ids
        ):
            users_by_id[record["id"]].append(record)
    for user_id in ids:
        for row in users_by_id.get(user_id, []):
            found.append(row["email"])
    return found
