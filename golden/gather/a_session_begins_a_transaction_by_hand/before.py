from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Job(Base):
    __tablename__ = "jobs"
    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]


class Queue:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def count(self, state: str) -> int | None:
        query = select(func.count(Job.id)).where(Job.state == state)
        async with self.sessions() as session:
            return await session.scalar(query)

    async def push(self, job: Job) -> tuple[int | None, int | None]:
        async with self.sessions.begin() as session:
            session.add(job)
            await session.flush()
            waiting = await self.count("waiting")
            running = await self.count("running")
        return waiting, running
