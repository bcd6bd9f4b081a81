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


def rebuild() -> None:
    with psycopg.connect(DSN, autocommit=True) as conn:
        conn.execute("UPDATE orders SET status = 'old' WHERE total = 0")
        conn.execute("CREATE INDEX CONCURRENTLY orders_by_status ON orders (status)")
        conn.execute("INSERT INTO audit_log (order_id, event) VALUES (0, 'indexed')")
