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


def ship(order_ids: list[int]) -> int:
    with psycopg.connect(DSN, autocommit=True) as conn, conn.cursor() as cur:
        for order_id in order_ids:
            cur.execute(
                "UPDATE orders SET status = 'shipped' WHERE id = %s", (order_id,)
            )
            cur.execute(
                "INSERT INTO audit_log (order_id, event) VALUES (%s, 'shipped')",
                (order_id,),
            )
    return len(order_ids)
