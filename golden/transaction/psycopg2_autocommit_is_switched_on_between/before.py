from psycopg2.pool import ThreadedConnectionPool

SCHEMA = """
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


def place_order(pool: ThreadedConnectionPool, customer_id: int, total: int) -> int:
    conn = pool.getconn()
    try:
        with conn.cursor() as cur:
            cur.execute(
                "INSERT INTO orders (customer_id, total) VALUES (%s, %s) RETURNING id",
                (customer_id, total),
            )
            order_id = cur.fetchone()[0]
            conn.commit()
            conn.autocommit = True
            cur.execute(
                "INSERT INTO audit_log (order_id, event) VALUES (%s, 'placed')",
                (order_id,),
            )
            conn.commit()
        return order_id
    finally:
        pool.putconn(conn)
