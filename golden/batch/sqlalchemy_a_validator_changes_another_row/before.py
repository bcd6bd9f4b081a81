from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    validates,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100), unique=True)
    rank: Mapped[int] = mapped_column(default=0)
    orders: Mapped[list[Order]] = relationship(back_populates="user")


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]
    user: Mapped[User | None] = relationship(back_populates="orders")

    @validates("status")
    def follow(self, key: str, value: str) -> str:
        if self.user is not None:
            self.user.rank += 1
        return value


def close(session: Session, ranks: list[int], orders: list[Order]) -> list[int]:
    found = []
    for rank in ranks:
        found.append(
            session.scalar(select(func.count(User.id)).where(User.rank == rank))
        )
        for order in orders:
            order.status = "closed"
    return found
