from __future__ import annotations

from collections import defaultdict

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
        order_ids = list(dict.fromkeys(row["id"] for row in rows))
        items_by_order_id = defaultdict(list)
        if order_ids:
            for record in await self.pool.fetch(
                "SELECT * FROM items WHERE order_id = ANY($1) ORDER BY sku", order_ids
            ):
                items_by_order_id[record["order_id"]].append(record)
        return [
            await self._with_items(row, items_by_order_id=items_by_order_id)
            for row in rows
        ]

    async def _with_items(self, row: asyncpg.Record, *, items_by_order_id=None) -> dict:
        items = (
            items_by_order_id.get(row["id"], [])
            if items_by_order_id is not None
            else await self.pool.fetch(
                "SELECT * FROM items WHERE order_id = $1 ORDER BY sku", row["id"]
            )
        )
        return {"id": row["id"], "items": [dict(item) for item in items]}
