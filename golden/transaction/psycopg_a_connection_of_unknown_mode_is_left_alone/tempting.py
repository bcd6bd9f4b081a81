import psycopg

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""
DSN = "postgresql://localhost/shop"


def place_order(conn: psycopg.Connection, customer_id: int, total: int) -> int:
    with conn.transaction():
        row = conn.execute(
            "INSERT INTO orders (customer_id, total) VALUES (%s, %s) RETURNING id",
            (customer_id, total),
        ).fetchone()
        conn.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (%s, 'placed')", (row[0],)
        )
    return row[0]
