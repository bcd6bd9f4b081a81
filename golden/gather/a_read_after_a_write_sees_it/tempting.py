import asyncio

import asyncpg


class Comments:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def add(self, body: str) -> str:
        return await self.pool.execute("INSERT INTO comments VALUES ($1)", body)

    async def count(self) -> int:
        return await self.pool.fetchval("SELECT count(*) FROM comments")

    async def post(self, body: str) -> int:
        _, total = await asyncio.gather(self.add(body), self.count())
        return total
