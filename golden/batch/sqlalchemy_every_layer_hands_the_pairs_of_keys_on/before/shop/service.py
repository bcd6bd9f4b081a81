from __future__ import annotations

from shop import models
from shop.members import MemberRepository
from shop.models import Member


class MemberService:
    def __init__(self, members: MemberRepository) -> None:
        self.members = members

    async def member(
        self, user_id: int, team_id: int, *, tenant_id: int
    ) -> Member | None:
        return await self.members.get_member(
            tenant_id, user_id=user_id, team_id=team_id
        )


async def roles(
    service: MemberService, tenant_id: int, pairs: list[tuple[int, int]]
) -> list[str | None]:
    found = []
    for team_id, user_id in pairs:
        member = await service.member(user_id, tenant_id=tenant_id, team_id=team_id)
        found.append(member.role if member else None)
    return found


async def owners(
    members: MemberRepository, pairs: list[tuple[int, int]]
) -> list[tuple[list[int], int]]:
    found = []
    for team_id, user_id in pairs:
        rows = await members.with_role(team_id, "owner", user_id)
        found.append(
            ([m.tenant_id for m in rows], await members.count_members(user_id, team_id))
        )
    return found
