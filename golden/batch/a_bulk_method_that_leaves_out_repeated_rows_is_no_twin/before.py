from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
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


def buyers(session: Session, rank: int) -> list[User]:
    return list(
        session.scalars(
            select(User).join(User.orders).where(User.rank == rank).order_by(User.id)
        )
    )


def buyers_of_ranks(session: Session, ranks: list[int]) -> list[User]:
    return list(
        session.scalars(
            select(User).join(User.orders).where(User.rank.in_(ranks)).order_by(User.id)
        ).unique()
    )


def numbers(session: Session, ranks: list[int]) -> list[int]:
    return [len(buyers(session, rank)) for rank in ranks]
