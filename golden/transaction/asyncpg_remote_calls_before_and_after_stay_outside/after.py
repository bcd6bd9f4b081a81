import asyncpg
import httpx

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


async def ship(pool: asyncpg.Pool, http: httpx.AsyncClient, order_id: int) -> int:
    rate = await http.get(f"https://parcels.example/rates/{order_id}")
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(
            "UPDATE orders SET status = 'shipped' WHERE id = $1", order_id
        )
        await conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES ($1, 'shipped')", order_id
        )
    sent = await http.post("https://parcels.example/labels", json={"order": order_id})
    return rate.status_code + sent.status_code
