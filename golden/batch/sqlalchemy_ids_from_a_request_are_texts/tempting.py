from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


async def load(session: AsyncSession, raw_ids: list[str]) -> list[str | None]:
    found = []
    user_ids = list(dict.fromkeys(raw_ids))
    users_by_id: dict[str, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in await session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for raw_id in raw_ids:
        user = users_by_id.get(raw_id)
        found.append(user.email if user else None)
    return found
