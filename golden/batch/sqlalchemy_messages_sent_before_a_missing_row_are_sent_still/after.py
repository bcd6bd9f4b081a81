from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.exc import NoResultFound
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
    unique_user_ids = list(dict.fromkeys(user_ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(unique_user_ids), 1000):
        for user_row in await session.scalars(
            select(User).where(User.id.in_(unique_user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    for user_id in user_ids:
        if user_id not in users_by_id:
            raise NoResultFound("No row was found when one was required")
        user = users_by_id[user_id]
        outbox.put(f"Dear {user.email}")
