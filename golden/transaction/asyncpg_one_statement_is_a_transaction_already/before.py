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


async def ship(pool: asyncpg.Pool, order_id: int) -> None:
    await pool.execute(
        "WITH shipped AS (UPDATE orders SET status = 'shipped' WHERE id = $1 RETURNING id) "
        "INSERT INTO audit_log (order_id, event) SELECT id, 'shipped' FROM shipped",
        order_id,
    )


async def log_all(pool: asyncpg.Pool, order_id: int, events: list[str]) -> None:
    await pool.executemany(
        "INSERT INTO audit_log (order_id, event) VALUES ($1, $2)",
        [(order_id, event) for event in events],
    )
