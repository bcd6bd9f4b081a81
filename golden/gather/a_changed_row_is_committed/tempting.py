import asyncio

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Member(Base):
    __tablename__ = "members"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    visits: Mapped[int]


class Club:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def get_member(self, member_id: int) -> Member | None:
        async with self.sessions() as session:
            member = await session.get(Member, member_id)
            if member is not None:
                member.visits += 1
                await session.commit()
            return member

    async def count_visits(self) -> int | None:
        async with self.sessions() as session:
            return await session.scalar(select(func.sum(Member.visits)))

    async def greet(self, member_id: int) -> str:
        member, visits = await asyncio.gather(
            self.get_member(member_id), self.count_visits()
        )
        return f"{member.name if member else 'Nobody'} makes it {visits} visits"
