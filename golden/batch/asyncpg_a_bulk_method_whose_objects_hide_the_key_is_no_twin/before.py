from __future__ import annotations

from dataclasses import dataclass

import asyncpg

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    team_id INTEGER NOT NULL,
    email TEXT NOT NULL
);
"""


@dataclass
class Member:
    id: int
    email: str

    def __post_init__(self) -> None:
        self.id = self.id % 2


@dataclass
class Team:
    id: int
    member_id: int
    name: str = "none"


class Members:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def get(self, member_id: int) -> Member | None:
        row = await self.pool.fetchrow(
            "SELECT id, email FROM members WHERE id = $1", member_id
        )
        return Member(**row) if row else None

    async def get_many(self, ids: list[int]) -> list[Member]:
        rows = await self.pool.fetch(
            "SELECT id, email FROM members WHERE id = ANY($1)", ids
        )
        return [Member(**row) for row in rows]

    async def team(self, member_id: int) -> Team | None:
        row = await self.pool.fetchrow(
            "SELECT id, team_id FROM members WHERE id = $1", member_id
        )
        return Team(row["team_id"], row["id"]) if row else None

    async def teams(self, ids: list[int]) -> list[Team]:
        rows = await self.pool.fetch(
            "SELECT id, team_id FROM members WHERE id = ANY($1)", ids
        )
        return [Team(row["team_id"], row["id"], "many") for row in rows]

    async def mail(self, member_id: int) -> dict[str, object] | None:
        row = await self.pool.fetchrow(
            "SELECT email, id FROM members WHERE id = $1", member_id
        )
        return dict(row) if row else None

    async def mails(self, ids: list[int]) -> list[dict[str, object]]:
        rows = await self.pool.fetch(
            "SELECT email, id FROM members WHERE id = ANY($1)", ids
        )
        return [dict(row) for row in rows if row["email"]]


async def overview(
    members: Members, ids: list[int]
) -> list[tuple[str | None, str | None, object]]:
    found = []
    for number in ids:
        member = await members.get(number)
        team = await members.team(number)
        mail = await members.mail(number)
        found.append(
            (
                member.email if member else None,
                team.name if team else None,
                mail["email"] if mail else None,
            )
        )
    return found
