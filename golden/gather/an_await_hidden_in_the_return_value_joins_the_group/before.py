from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Ticket(Base):
    __tablename__ = "tickets"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]


class Tickets:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def get_open(self) -> int | None:
        query = select(func.count()).where(Ticket.state == "open")
        async with self.sessions() as session:
            return await session.scalar(query)

    async def get_total(self) -> int | None:
        async with self.sessions() as session:
            return await session.scalar(select(func.count(Ticket.id)))

    async def report(self) -> dict[str, int | None]:
        opened = await self.get_open()
        return {"open": opened, "total": await self.get_total()}
