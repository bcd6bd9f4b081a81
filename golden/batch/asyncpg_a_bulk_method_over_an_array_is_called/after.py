from __future__ import annotations

import asyncpg

SCHEMA = """
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL,
    email TEXT NOT NULL,
    deleted INTEGER NOT NULL
);
"""


class Members:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def get(self, tenant_id: int, member_id: int) -> asyncpg.Record | None:
        return await self.pool.fetchrow(
            "SELECT id, email FROM members WHERE deleted = 0 AND tenant_id = $1 AND id = $2",
            tenant_id,
            member_id,
        )

    async def find(self, tenant_id: int, ids: list[int]) -> dict[int, asyncpg.Record]:
        rows = await self.pool.fetch(
            """
            SELECT id, email
            FROM members
            WHERE id = ANY($1::int[]) AND tenant_id = $2 AND deleted = 0
            """,
            ids,
            tenant_id,
        )
        return {row["id"]: row for row in rows}


async def emails(members: Members, tenant_id: int, ids: list[int]) -> list[str | None]:
    found = []
    member_ids = list(dict.fromkeys(ids))
    members_by_id = {}
    if member_ids:
        members_by_id = await members.find(tenant_id, member_ids)
    for member_id in ids:
        row = members_by_id.get(member_id)
        found.append(row["email"] if row else None)
    return found
