from __future__ import annotations

from dataclasses import dataclass

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


@dataclass
class Outbox:
    sent: list[str]

    def put(self, message: str) -> None:
        self.sent.append(message)


async def remind(session: AsyncSession, user_ids: list[int], outbox: Outbox) -> None:
    for user_id in user_ids:
        result = await session.execute(select(User).where(User.id == user_id))
        user = result.scalar_one()
        outbox.put(f"Dear {user.email}")
