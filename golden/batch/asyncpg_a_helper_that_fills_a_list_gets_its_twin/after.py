from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import asyncpg

SCHEMA = """
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, total INTEGER NOT NULL);
"""


class Orders:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def of_user(self, user_id: int) -> list[dict[str, Any]]:
        result = []
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(
                "SELECT id, user_id, total FROM orders WHERE user_id = $1 ORDER BY id",
                user_id,
            )
        for row in rows:
            result.append({"id": row["id"], "total": row["total"]})
        return result

    async def of_user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[dict[str, Any]]]:
        """Answer `of_user` for many keys at once: a dict by key, without the missing ones."""
        async with self._pool.acquire() as connection:
            keys = list(dict.fromkeys(user_ids))
            orders_by_user_id = defaultdict(list)
            if keys:
                for row in await connection.fetch(
                    "SELECT id, user_id, total FROM orders WHERE user_id = ANY($1) ORDER BY id",
                    keys,
                ):
                    orders_by_user_id[row["user_id"]].append(row)
        return {
            key: [{"id": row["id"], "total": row["total"]} for row in rows]
            for key, rows in orders_by_user_id.items()
        }


async def totals(orders: Orders, ids: list[int]) -> list[tuple[int, int]]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    orders_by_user_id = await orders.of_user_by_user_ids(user_ids)
    for user_id in ids:
        placed = orders_by_user_id.get(user_id, [])
        found.append((user_id, sum(order["total"] for order in placed)))
    return found
