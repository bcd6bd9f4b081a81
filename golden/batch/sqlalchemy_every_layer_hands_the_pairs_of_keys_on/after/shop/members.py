from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from shop.models import Member


class MemberRepository:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def get_member(
        self, tenant_id: int, team_id: int, user_id: int
    ) -> Member | None:
        result = await self.session.execute(
            select(Member).where(
                Member.tenant_id == tenant_id,
                Member.team_id == team_id,
                Member.user_id == user_id,
            )
        )
        return result.scalar_one_or_none()

    async def get_members_by_team_and_user_ids(
        self, tenant_id: int, keys: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], Member]:
        """Answer `get_member` for many keys at once, each `(team_id, user_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        member_by_team_id_and_user_id: dict[tuple[int, int], Member] = {}
        for start in range(0, len(wanted), 1000):
            for member in await self.session.scalars(
                select(Member).where(
                    Member.tenant_id == tenant_id,
                    tuple_(Member.team_id, Member.user_id).in_(
                        wanted[start : start + 1000]
                    ),
                )
            ):
                member_by_team_id_and_user_id[(member.team_id, member.user_id)] = member
        return member_by_team_id_and_user_id

    async def with_role(
        self, team_id: int, role: str, user_id: int
    ) -> Sequence[Member]:
        result = await self.session.scalars(
            select(Member)
            .where(Member.user_id == user_id, Member.team_id == team_id)
            .where(Member.role == role)
            .order_by(Member.tenant_id)
        )
        return result.all()

    async def with_role_by_user_and_team_ids(
        self, keys: Iterable[tuple[int, int]], role: str
    ) -> dict[tuple[int, int], list[Member]]:
        """Answer `with_role` for many keys at once, each `(user_id, team_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        members_by_user_id_and_team_id: defaultdict[tuple[int, int], list[Member]] = (
            defaultdict(list)
        )
        for start in range(0, len(wanted), 1000):
            for member in await self.session.scalars(
                select(Member)
                .where(
                    tuple_(Member.user_id, Member.team_id).in_(
                        wanted[start : start + 1000]
                    )
                )
                .where(Member.role == role)
                .order_by(Member.tenant_id)
            ):
                members_by_user_id_and_team_id[(member.user_id, member.team_id)].append(
                    member
                )
        return members_by_user_id_and_team_id

    async def count_members(self, tenant_id: int, team_id: int) -> int:
        return (
            await self.session.scalar(
                select(func.count())
                .select_from(Member)
                .where(Member.tenant_id == tenant_id, Member.team_id == team_id)
            )
            or 0
        )

    async def count_members_by_tenant_and_team_ids(
        self, keys: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], int]:
        """Answer `count_members` for many keys at once, each `(tenant_id, team_id)`: a dict by key, without the missing ones."""
        wanted = list(dict.fromkeys(keys))
        member_counts_by_tenant_id_and_team_id = {}
        for start in range(0, len(wanted), 1000):
            for tenant_id, team_id, count in await self.session.execute(
                select(Member.tenant_id, Member.team_id, func.count())
                .select_from(Member)
                .where(
                    tuple_(Member.tenant_id, Member.team_id).in_(
                        wanted[start : start + 1000]
                    )
                )
                .group_by(Member.tenant_id, Member.team_id)
            ):
                member_counts_by_tenant_id_and_team_id[(tenant_id, team_id)] = count
        return {
            key: row or 0 for key, row in member_counts_by_tenant_id_and_team_id.items()
        }
