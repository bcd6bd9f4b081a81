from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import CITEXT
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(CITEXT)
    team: Mapped[int]


class Users:
    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def list_by_email(self, email: str) -> list[User]:
        result = await self.session.execute(
            select(User).where(User.email == email).order_by(User.id)
        )
        return list(result.scalars().all())


async def ids_of(users: Users, emails: list[str]) -> list[int]:
    found = []
    for email in emails:
        for user in await users.list_by_email(email):
            found.append(user.id)
    return found
