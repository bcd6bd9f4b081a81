from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Invoice(Base):
    __tablename__ = "invoices"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]


class Invoices:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def count(self) -> int | None:
        async with self._sessions() as session:
            return await session.scalar(select(func.count(Invoice.id)))

    async def by_number(self, number: str) -> Invoice:
        query = select(Invoice).where(Invoice.number == number)
        async with self._sessions() as session:
            result = await session.execute(query)
            return result.scalar_one()

    async def headline(self, number: str) -> str:
        total = await self.count()
        invoice = await self.by_number(number)
        return f"{invoice.id} of {total}"
