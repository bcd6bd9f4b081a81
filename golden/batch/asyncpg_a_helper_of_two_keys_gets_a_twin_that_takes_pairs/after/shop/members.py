from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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

    async def get_member_by_team_and_user_ids(
        self, keys: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], Member]:
        """Answer `get_member` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        members_by_team_id_and_user_id = {}
        if wanted:
            for row in await self.pool.fetch(
                "SELECT team_id, user_id, role FROM members CROSS JOIN unnest($1::int[], $2::int[]) AS wanted (wanted_value_1, wanted_value_2) WHERE team_id = wanted.wanted_value_1 AND user_id = wanted.wanted_value_2",
                [key[0] for key in wanted],
                [key[1] for key in wanted],
            ):
                members_by_team_id_and_user_id[(row["team_id"], row["user_id"])] = row
        return {
            key: Member(**row) for key, row in members_by_team_id_and_user_id.items()
        }

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

    async def pages_by_team_and_user_ids(
        self, keys: Iterable[tuple[int, int]], *, kind: str = "web"
    ) -> dict[tuple[int, int], list[asyncpg.Record]]:
        """Answer `pages` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        visits_by_team_id_and_user_id: defaultdict[
            tuple[int, int], list[asyncpg.Record]
        ] = defaultdict(list)
        if wanted:
            for row in await self.pool.fetch(
                "SELECT page, team_id, user_id FROM visits CROSS JOIN unnest($1::int[], $2::int[]) AS wanted (wanted_value_1, wanted_value_2) WHERE team_id = wanted.wanted_value_1 AND user_id = wanted.wanted_value_2 AND kind = $3 ORDER BY id",
                [key[0] for key in wanted],
                [key[1] for key in wanted],
                kind,
            ):
                visits_by_team_id_and_user_id[(row["team_id"], row["user_id"])].append(
                    row
                )
        return visits_by_team_id_and_user_id

    async def count_visits(self, user_id: int, team_id: int) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM visits WHERE team_id = $1 AND user_id = $2",
            team_id,
            user_id,
        )

    async def count_visits_by_team_and_user_ids(
        self, keys: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], int]:
        """Answer `count_visits` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        visit_counts_by_team_id_and_user_id: dict[tuple[int, int], int] = {}
        if wanted:
            for wanted_position, count in await self.pool.fetch(
                "SELECT wanted.wanted_position, count(*) FROM visits CROSS JOIN unnest($1::int[], $2::int[]) WITH ORDINALITY AS wanted (wanted_value_1, wanted_value_2, wanted_position) WHERE team_id = wanted.wanted_value_1 AND user_id = wanted.wanted_value_2 GROUP BY wanted.wanted_position",
                [key[0] for key in wanted],
                [key[1] for key in wanted],
            ):
                visit_counts_by_team_id_and_user_id[wanted[wanted_position - 1]] = count
        return visit_counts_by_team_id_and_user_id
