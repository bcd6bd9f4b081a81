import asyncpg

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


class Orders:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def insert(self, customer_id: int, total: int) -> int:
        return await self._pool.fetchval(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
            customer_id,
            total,
        )

    async def log(self, order_id: int, event: str) -> None:
        async with self._pool.acquire() as conn, conn.transaction():
            await conn.execute(
                "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)",
                order_id,
                event,
            )

    async def place(self, customer_id: int, totals: list[int]) -> list[int]:
        placed = []
        for total in totals:
            order_id = await self.insert(customer_id, total)
            await self.log(order_id, "placed")
            placed.append(order_id)
        return placed
