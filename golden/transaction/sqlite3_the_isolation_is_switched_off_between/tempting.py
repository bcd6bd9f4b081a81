import sqlite3

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


def place_order(customer: str, total: int) -> int | None:
    con = sqlite3.connect(DATABASE)
    cursor = con.execute(
        "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
    )
    con.isolation_level = None
    con.execute(
        "INSERT INTO audit_log (order_id, event) VALUES (?, 'placed')",
        (cursor.lastrowid,),
    )
    con.commit()
    con.close()
    return cursor.lastrowid
