from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


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
    parent_id: Mapped[int | None]
    status: Mapped[str]
    total: Mapped[int]


def parties(
    session: Session, sender: int, receiver: int, owner: int
) -> list[str | None]:
    user_ids = [sender, receiver, owner]
    users_by_id: dict[int, User] = {}
    for user_row in session.scalars(select(User).where(User.id.in_(user_ids))):
        users_by_id[user_row.id] = user_row
    first = users_by_id.get(sender)
    second = users_by_id.get(receiver)
    third = users_by_id.get(owner)
    return [user.email if user else None for user in (first, second, third)]
