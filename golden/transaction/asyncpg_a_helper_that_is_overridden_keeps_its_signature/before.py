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
        self.pool = pool

    async def insert(self, customer_id: int, total: int) -> int:
        return await self.pool.fetchval(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
            customer_id,
            total,
        )

    async def log(self, order_id: int, event: str) -> None:
        await self.pool.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)", order_id, event
        )


class LoudOrders(Orders):
    async def log(self, order_id: int, event: str) -> None:
        await super().log(order_id, event.upper())


async def checkout(orders: Orders, customer_id: int, totals: list[int]) -> int:
    order_id = await orders.insert(customer_id, sum(totals))
    await orders.log(order_id, "placed")
    return order_id
