from __future__ import annotations

from sqlalchemy import ForeignKey, String, text
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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def emails(session: Session, user_ids: list[int]) -> list[str]:
    first = session.get(User, 4)
    session.execute(text("DELETE FROM users WHERE id = 5"))
    result = ["" if first is None else first.email]
    for user_id in user_ids:
        user = session.get(User, user_id)
        result.append("" if user is None else user.email)
    return result
