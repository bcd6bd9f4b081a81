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


async def place(conn: asyncpg.Connection, draft: dict[str, int]) -> None:
    draft["id"] = await conn.fetchval(
        "INSERT INTO orders (customer_id, total) VALUES ($1, $2) RETURNING id",
        draft["customer"],
        draft["total"],
    )
    await conn.execute(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, 'placed')", draft["id"]
    )
