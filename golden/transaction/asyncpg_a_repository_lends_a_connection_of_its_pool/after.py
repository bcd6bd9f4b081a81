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


class OrderRepository:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def add(self, customer_id: int, totals: list[int]) -> int:
        async with self._pool.acquire() as conn, conn.transaction():
            order_id = await conn.fetchval(
                "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
                customer_id,
                sum(totals),
            )
            await conn.executemany(
                "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)",
                [(order_id, f"line of {total}") for total in totals],
            )
        return order_id
