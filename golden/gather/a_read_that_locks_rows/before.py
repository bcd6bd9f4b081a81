import asyncpg


class Seats:
    def __init__(self, conn: asyncpg.Connection, pool: asyncpg.Pool) -> None:
        self.conn = conn
        self.pool = pool

    async def claim(self, show: int) -> int | None:
        return await self.pool.fetchval(
            "SELECT id FROM seats WHERE show = $1 LIMIT 1 FOR UPDATE", show
        )

    async def price(self, show: int) -> int:
        return await self.pool.fetchval("SELECT price FROM shows WHERE id = $1", show)

    async def offer(self, show: int) -> tuple[int | None, int]:
        seat = await self.claim(show)
        price = await self.price(show)
        return seat, price
