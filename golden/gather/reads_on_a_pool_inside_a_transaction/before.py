import asyncpg


class Orders:
    def __init__(self, conn: asyncpg.Connection, pool: asyncpg.Pool) -> None:
        self.conn = conn
        self.pool = pool

    async def count_open(self) -> int:
        return await self.pool.fetchval("SELECT count(*) FROM orders WHERE open = 1")

    async def get_limit(self) -> int:
        return await self.pool.fetchval("SELECT ceiling FROM limits")

    async def place(self, sku: str) -> bool:
        async with self.conn.transaction():
            await self.conn.execute("INSERT INTO orders VALUES ($1, 1)", sku)
            opened = await self.count_open()
            limit = await self.get_limit()
            return opened <= limit
