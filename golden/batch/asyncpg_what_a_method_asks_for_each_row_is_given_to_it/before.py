from __future__ import annotations

import asyncpg

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL);
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES orders (id),
    sku TEXT NOT NULL
);
"""


class Orders:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def of_user(self, user_id: int) -> list[dict]:
        rows = await self.pool.fetch(
            "SELECT id FROM orders WHERE user_id = $1 ORDER BY id", user_id
        )
        return [await self._with_items(row) for row in rows]

    async def _with_items(self, row: asyncpg.Record) -> dict:
        items = await self.pool.fetch(
            "SELECT * FROM items WHERE order_id = $1 ORDER BY sku", row["id"]
        )
        return {"id": row["id"], "items": [dict(item) for item in items]}
