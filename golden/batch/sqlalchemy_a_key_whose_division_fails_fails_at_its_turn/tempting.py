from __future__ import annotations

from dataclasses import dataclass

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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


@dataclass
class Outbox:
    sent: list[str]

    def put(self, message: str) -> None:
        self.sent.append(message)


def share(session: Session, amounts: list[int], outbox: Outbox) -> None:
    keys = [4 // amount for amount in amounts]
    users = {
        user.id: user for user in session.scalars(select(User).where(User.id.in_(keys)))
    }
    for amount in amounts:
        user = users.get(4 // amount)
        outbox.put(user.email if user else "nobody")
