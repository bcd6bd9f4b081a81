from __future__ import annotations

from typing import Any

import asyncpg

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, total INTEGER NOT NULL);
"""


class Orders:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def of_user(self, user_id: int) -> list[dict[str, Any]]:
        result: list[dict[str, Any]] = []
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(
                "SELECT id, user_id, total FROM orders WHERE user_id = $1 ORDER BY id",
                user_id,
            )
        for row in rows:
            result.append({"id": len(result), "total": row["total"]})
        return result


async def totals(orders: Orders, ids: list[int]) -> list[tuple[int, int]]:
    found = []
    for user_id in ids:
        placed = await orders.of_user(user_id)
        found.append((user_id, sum(order["total"] for order in placed)))
    return found
