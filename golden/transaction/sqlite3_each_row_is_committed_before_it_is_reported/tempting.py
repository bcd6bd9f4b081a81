import sqlite3
from collections.abc import Callable

SCHEMA = """
CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer TEXT NOT NULL,
    total INTEGER NOT NULL,
    status TEXT NOT NULL DEFAULT 'open'
);
CREATE TABLE audit_log (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL UNIQUE, event TEXT NOT NULL);
"""
DATABASE = "shop.sqlite"


def import_orders(rows: list[tuple[str, int]], report: Callable[[int], None]) -> None:
    con = sqlite3.connect(DATABASE)
    for number, (customer, total) in enumerate(rows, 1):
        con.execute(
            "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
        )
        report(number)
    con.commit()
    con.close()
