from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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


def buyers_by_ranks(session: Session, ranks: Iterable[int]) -> dict[int, list[User]]:
    """Answer `buyers` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(ranks))
    users_by_rank: defaultdict[int, list[User]] = defaultdict(list)
    for start in range(0, len(keys), 1000):
        for user in session.scalars(
            select(User)
            .join(User.orders)
            .where(User.rank.in_(keys[start : start + 1000]))
            .order_by(User.id)
        ):
            users_by_rank[user.rank].append(user)
    return users_by_rank


def buyers_of_ranks(session: Session, ranks: list[int]) -> list[User]:
    return list(
        session.scalars(
            select(User).join(User.orders).where(User.rank.in_(ranks)).order_by(User.id)
        ).unique()
    )


def numbers(session: Session, ranks: list[int]) -> list[int]:
    unique_ranks = list(dict.fromkeys(ranks))
    users_by_rank = buyers_by_ranks(session, unique_ranks)
    return [len(users_by_rank.get(rank, [])) for rank in ranks]
