from time import perf_counter

import asyncpg
from redis.asyncio import Redis


class Latency:
    def __init__(self, pool: asyncpg.Pool, redis: Redis) -> None:
        self.pool = pool
        self.redis = redis

    async def measure(self) -> tuple[int, str | None, float]:
        rows = await self.pool.fetchval("SELECT count(*) FROM pings")
        start = perf_counter()
        beat = await self.redis.get("beat")
        return rows, beat, perf_counter() - start
