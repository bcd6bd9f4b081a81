import asyncpg


class Database:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def value(self, query: str) -> int:
        async with self.pool.acquire() as connection:
            return await connection.fetchval(query)

    async def audited(self, query: str) -> int:
        query = "WITH seen AS (INSERT INTO audit VALUES (1) RETURNING 1) " + query
        return await self.value(query)


async def totals(db: Database, of: str) -> tuple[int, int]:
    orders = await db.value(of)
    refunds = await db.value("SELECT sum(total) FROM refunds")
    return orders, refunds


async def audited(db: Database) -> tuple[int, int]:
    orders = await db.audited("SELECT sum(total) FROM orders")
    refunds = await db.audited("SELECT sum(total) FROM refunds")
    return orders, refunds
