import sqlite3
from contextlib import closing

DATABASE = "shop.db"
SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, total INTEGER NOT NULL);
CREATE TABLE audit_log (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL, event TEXT NOT NULL);
"""


def insert_order(customer: str, total: int) -> int:
    with sqlite3.connect(DATABASE) as con:
        cursor = con.execute(
            "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
        )
        return cursor.lastrowid


def log_event(order_id: int, event: str) -> None:
    with closing(sqlite3.connect(DATABASE)) as con, con:
        con.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (?, ?)", (order_id, event)
        )


def place_order(customer: str, total: int) -> int:
    order_id = insert_order(customer, total)
    log_event(order_id, "placed")
    log_event(order_id, "billed")
    return order_id
