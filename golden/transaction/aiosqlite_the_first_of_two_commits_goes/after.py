import aiosqlite

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


async def place_order(customer: str, total: int) -> int | None:
    async with aiosqlite.connect(DATABASE) as db:
        cursor = await db.execute(
            "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
        )
        await db.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (?, 'placed')",
            (cursor.lastrowid,),
        )
        await db.commit()
        return cursor.lastrowid
