from psycopg_pool import ConnectionPool

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""
pool = ConnectionPool(
    "postgresql://localhost/shop", open=False, kwargs={"autocommit": True}
)


def place_order(customer_id: int, total: int) -> int:
    with pool.connection() as conn, conn.cursor() as cur:
        cur.execute(
            "INSERT INTO orders (customer_id, total) VALUES (%s, %s) RETURNING id",
            (customer_id, total),
        )
        order_id = cur.fetchone()[0]
        cur.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (%s, 'placed')", (order_id,)
        )
    return order_id
