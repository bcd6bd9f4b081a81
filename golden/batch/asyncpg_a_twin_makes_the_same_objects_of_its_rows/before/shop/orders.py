from __future__ import annotations

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
