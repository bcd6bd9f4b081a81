from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
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

    async def count_members(self, tenant_id: int, team_id: int) -> int:
        return (
            await self.session.scalar(
                select(func.count())
                .select_from(Member)
                .where(Member.tenant_id == tenant_id, Member.team_id == team_id)
            )
            or 0
        )
