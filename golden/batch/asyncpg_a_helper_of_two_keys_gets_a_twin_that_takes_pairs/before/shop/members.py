from __future__ import annotations

from dataclasses import dataclass

import asyncpg


@dataclass
class Member:
    team_id: int
    user_id: int
    role: str


class Members:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def get_member(self, team_id: int, user_id: int) -> Member | None:
        row = await self.pool.fetchrow(
            "SELECT team_id, user_id, role FROM members WHERE team_id = $1 AND user_id = $2",
            team_id,
            user_id,
        )
        return Member(**row) if row else None

    async def pages(
        self, team_id: int, *, kind: str = "web", user_id: int
    ) -> list[asyncpg.Record]:
        return await self.pool.fetch(
            "SELECT page, team_id, user_id FROM visits"
            " WHERE team_id = $1 AND user_id = $2 AND kind = $3 ORDER BY id",
            team_id,
            user_id,
            kind,
        )

    async def count_visits(self, user_id: int, team_id: int) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM visits WHERE team_id = $1 AND user_id = $2",
            team_id,
            user_id,
        )
