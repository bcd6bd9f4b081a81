import sqlite3
from contextlib import closing, nullcontext

DATABASE = "shop.db"
SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, total INTEGER NOT NULL);
CREATE TABLE audit_log (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


def insert_order(
    customer: str, total: int, *, given: sqlite3.Connection | None = None
) -> int:
    with nullcontext(given) if given else sqlite3.connect(DATABASE) as con:
        cursor = con.execute(
            "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
        )
        return cursor.lastrowid


def log_event(
    order_id: int, event: str, *, given: sqlite3.Connection | None = None
) -> None:
    with (
        nullcontext(given) if given else closing(sqlite3.connect(DATABASE)) as con,
        con,
    ):
        con.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (?, ?)", (order_id, event)
        )


def place_order(customer: str, total: int) -> int:
    with sqlite3.connect(DATABASE) as con:
        order_id = insert_order(customer, total, given=con)
        log_event(order_id, "placed", given=con)
        log_event(order_id, "billed", given=con)
    return order_id
