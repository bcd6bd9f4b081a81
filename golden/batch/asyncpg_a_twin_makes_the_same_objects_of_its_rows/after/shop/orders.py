from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg


@dataclass
class Order:
    id: int
    user_id: int
    status: str
    total: int


class Orders:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def users(self, team_id: int) -> list[asyncpg.Record]:
        return await self.pool.fetch(
            "SELECT id, email FROM users WHERE team_id = $1 ORDER BY id", team_id
        )

    async def for_user(self, user_id: int) -> list[Order]:
        rows = await self.pool.fetch(
            "SELECT id, user_id, status, total FROM orders WHERE user_id = $1 ORDER BY total",
            user_id,
        )
        return [Order(**row) for row in rows]

    async def for_user_by_user_ids(
        self, user_ids: Iterable[int]
    ) -> dict[int, list[Order]]:
        """Answer `for_user` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        orders_by_user_id = defaultdict(list)
        if keys:
            for row in await self.pool.fetch(
                "SELECT id, user_id, status, total FROM orders WHERE user_id = ANY($1) ORDER BY total",
                keys,
            ):
                orders_by_user_id[row["user_id"]].append(row)
        return {
            key: [Order(**row) for row in rows]
            for key, rows in orders_by_user_id.items()
        }

    async def dearest(self, user_id: int) -> Order | None:
        async with self.pool.acquire() as connection:
            row = await connection.fetchrow(
                "SELECT id, user_id, status, total FROM orders"
                " WHERE user_id = $1 ORDER BY total DESC, id LIMIT 1",
                user_id,
            )
        if row is None:
            return None
        return Order(**row)

    async def dearest_by_user_ids(self, user_ids: Iterable[int]) -> dict[int, Order]:
        """Answer `dearest` for many keys at once: a dict by key, without the missing ones."""
        async with self.pool.acquire() as connection:
            keys = list(dict.fromkeys(user_ids))
            orders_by_user_id = {}
            if keys:
                for row in await connection.fetch(
                    "SELECT id, user_id, status, total FROM (SELECT id, user_id, status, total, ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY total DESC, id) AS rank FROM orders WHERE user_id = ANY($1)) AS ranked WHERE rank = 1 ORDER BY rank",
                    keys,
                ):
                    orders_by_user_id.setdefault(row["user_id"], row)
        return {key: Order(**row) for key, row in orders_by_user_id.items()}
