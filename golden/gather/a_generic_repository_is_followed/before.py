from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Author(Base):
    __tablename__ = "authors"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Book(Base):
    __tablename__ = "books"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


T = TypeVar("T", bound=Base)


class Repository(Generic[T]):
    model: type[T]

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.sessions = sessions

    async def count(self) -> int | None:
        async with self.sessions() as session:
            return await session.scalar(select(func.count()).select_from(self.model))


class Authors(Repository[Author]):
    model = Author


class Books(Repository[Book]):
    model = Book


class Library:
    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self.authors = Authors(sessions)
        self.books = Books(sessions)

    async def summary(self) -> str:
        authors = await self.authors.count()
        books = await self.books.count()
        return f"{books} books by {authors} authors"
