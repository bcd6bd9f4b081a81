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


def ship(order_id: int) -> int:
    con = sqlite3.connect(DATABASE)
    cur = con.cursor()
    cur.execute("UPDATE orders SET status = 'shipped' WHERE id = ?", (order_id,))
    cur.execute(
        "INSERT INTO audit_log (order_id, event) VALUES (?, 'shipped')", (order_id,)
    )
    con.commit()
    con.close()
    return order_id
