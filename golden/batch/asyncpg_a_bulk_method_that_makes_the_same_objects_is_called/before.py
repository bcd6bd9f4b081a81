from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import asyncpg

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL,
    email TEXT NOT NULL
);
"""


@dataclass(frozen=True)
class Member:
    id: int
    team_id: int
    email: str

    @property
    def domain(self) -> str:
        return self.email.partition("@")[2]


class Address(NamedTuple):
    email: str
    member_id: int


class Members:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def get(self, member_id: int) -> Member | None:
        row = await self.pool.fetchrow(
            "SELECT id, team_id, email FROM members WHERE id = $1", member_id
        )
        return Member(**row) if row else None

    async def get_many(self, ids: list[int]) -> list[Member]:
        rows = await self.pool.fetch(
            "SELECT id, team_id, email FROM members WHERE id = ANY($1::int[])", ids
        )
        return [Member(**r) for r in rows]

    async def of_team(self, team_id: int) -> list[Member]:
        rows = await self.pool.fetch(
            "SELECT id, team_id, email FROM members WHERE team_id = $1 ORDER BY id",
            team_id,
        )
        return [Member(**row) for row in rows]

    async def of_teams(self, team_ids: list[int]) -> dict[int, list[Member]]:
        found: dict[int, list[Member]] = {}
        for row in await self.pool.fetch(
            "SELECT id, team_id, email FROM members WHERE team_id = ANY($1) ORDER BY id",
            team_ids,
        ):
            found.setdefault(row["team_id"], []).append(Member(**row))
        return found

    async def address(self, member_id: int) -> Address | None:
        row = await self.pool.fetchrow(
            "SELECT email, id FROM members WHERE id = $1", member_id
        )
        if row is None:
            return None
        return Address(row["email"], row["id"])

    async def addresses(self, ids: list[int]) -> list[Address]:
        rows = await self.pool.fetch(
            "SELECT email, id FROM members WHERE id = ANY($1)", ids
        )
        return [Address(row["email"], row["id"]) for row in rows]


async def overview(
    members: Members, ids: list[int]
) -> list[tuple[str, list[int], str | None]]:
    found = []
    for number in ids:
        member = await members.get(number)
        mates = await members.of_team(number)
        address = await members.address(number)
        found.append(
            (
                member.domain if member else "nobody",
                [m.id for m in mates],
                address.email if address else None,
            )
        )
    return found
