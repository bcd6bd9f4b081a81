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


def ship(order_id: int) -> None:
    con = sqlite3.connect(DATABASE)
    try:
        con.execute("UPDATE orders SET status = 'shipped' WHERE id = ?", (order_id,))
        con.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (?, 'shipped')", (order_id,)
        )
        con.commit()
    except sqlite3.Error:
        con.rollback()
        raise
    finally:
        con.close()
