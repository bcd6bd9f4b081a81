import asyncio
import logging

import asyncpg

logger = logging.getLogger(__name__)


class Audit:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def count(self, kind: str) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM events WHERE kind = $1", kind
        )

    async def ratio(self) -> float | None:
        try:
            failed, passed = await asyncio.gather(
                self.count("failed"),
                self.count("passed"),
            )
        except asyncpg.PostgresError:
            logger.exception("no counts")
            return None
        return failed / (failed + passed) if failed + passed else 0.0
