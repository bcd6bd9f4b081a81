from __future__ import annotations

from collections.abc import Iterable

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

    async def member_by_team_and_user_ids(
        self, keys: Iterable[tuple[int, int]], *, tenant_id: int
    ) -> dict[tuple[int, int], Member]:
        """Answer `member` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        return await self.members.get_members_by_team_and_user_ids(tenant_id, keys=keys)


async def roles(
    service: MemberService, tenant_id: int, pairs: list[tuple[int, int]]
) -> list[str | None]:
    found = []
    keys = list(dict.fromkeys((team_id, user_id) for team_id, user_id in pairs))
    member_by_team_id_and_user_id = await service.member_by_team_and_user_ids(
        keys, tenant_id=tenant_id
    )
    for team_id, user_id in pairs:
        member = member_by_team_id_and_user_id.get((team_id, user_id))
        found.append(member.role if member else None)
    return found


async def owners(
    members: MemberRepository, pairs: list[tuple[int, int]]
) -> list[tuple[list[int], int]]:
    found = []
    keys = list(dict.fromkeys((user_id, team_id) for team_id, user_id in pairs))
    members_by_user_id_and_team_id = await members.with_role_by_user_and_team_ids(
        keys, "owner"
    )
    members_by_tenant_id_and_team_id = (
        await members.count_members_by_tenant_and_team_ids(keys)
    )
    for team_id, user_id in pairs:
        rows = members_by_user_id_and_team_id.get((user_id, team_id), [])
        found.append(
            (
                [m.tenant_id for m in rows],
                members_by_tenant_id_and_team_id.get((user_id, team_id), 0),
            )
        )
    return found
