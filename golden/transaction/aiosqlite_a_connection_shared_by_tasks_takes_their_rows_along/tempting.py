import asyncio

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


class Orders:
    """All requests of the server write on the one connection that was opened at its start."""

    def __init__(self, db: aiosqlite.Connection) -> None:
        self.db = db

    async def place(self, customer: str, total: int) -> int | None:
        cursor = await self.db.execute(
            "INSERT INTO orders (customer, total) VALUES (?, ?)", (customer, total)
        )
        await self.db.execute(
            "INSERT INTO audit_log (order_id, event) VALUES (?, ?)",
            (cursor.lastrowid, "placed" if total else None),
        )
        await self.db.commit()
        return cursor.lastrowid

    async def place_all(
        self, rows: list[tuple[str, int]]
    ) -> list[int | None | BaseException]:
        try:
            return await asyncio.gather(*(self.place(*row) for row in rows))
        except aiosqlite.IntegrityError:
            await self.db.rollback()
            raise
