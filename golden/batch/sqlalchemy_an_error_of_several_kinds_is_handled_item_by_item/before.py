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


async def safe_emails(session: AsyncSession, user_ids: list[int]) -> list[str]:
    emails = []
    for user_id in user_ids:
        try:
            user = (
                await session.execute(select(User).where(User.id == user_id))
            ).scalar_one()
        except Exception:
            emails.append("?")
            continue
        emails.append(user.email)
    return emails
