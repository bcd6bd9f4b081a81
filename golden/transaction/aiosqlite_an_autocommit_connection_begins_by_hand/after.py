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
    async with aiosqlite.connect(DATABASE, isolation_level=None) as db:
        await db.execute("BEGIN IMMEDIATE")
        try:
            cursor = await db.execute(
                "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
            )
            await db.execute(
                "INSERT INTO audit_log (order_id, event) VALUES (?, 'placed')",
                (cursor.lastrowid,),
            )
        except BaseException:
            await db.rollback()
            raise
        await db.commit()
        return cursor.lastrowid
