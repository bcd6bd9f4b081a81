from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import psycopg

DSN = "postgresql://localhost/shop"
SCHEMA = """
CREATE TABLE orders (id SERIAL PRIMARY KEY, customer_id INTEGER NOT NULL, total INTEGER NOT NULL);
CREATE TABLE audit_log (id SERIAL PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


@contextmanager
def get_conn() -> Iterator[psycopg.Connection]:
    with psycopg.connect(DSN) as conn:
        yield conn


def insert_order(
    customer_id: int, total: int, *, connection: psycopg.Connection | None = None
) -> int:
    with nullcontext(connection) if connection else get_conn() as conn:
        row = conn.execute(
            "INSERT INTO orders (customer_id, total) VALUES (%s, %s) RETURNING id",
            (customer_id, total),
        ).fetchone()
        if connection is None:
            conn.commit()
        return row[0]


def log_event(
    order_id: int, event: str, *, connection: psycopg.Connection | None = None
) -> None:
    with (
        nullcontext(connection) if connection else get_conn() as conn,
        conn.cursor() as cur,
    ):
        cur.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (%s, %s)",
            (order_id, event),
        )


def place_order(customer_id: int, total: int) -> int:
    with get_conn() as conn:
        order_id = insert_order(customer_id, total, connection=conn)
        log_event(order_id, "placed", connection=conn)
        conn.commit()
    return order_id
