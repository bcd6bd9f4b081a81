from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
)


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    orders: Mapped[list[Order]] = relationship()


def objects(session: Session, statement) -> list[Any]:
    return list(session.scalars(statement).all())


def unique_objects(session: Session, statement) -> list[Any]:
    return list(session.scalars(statement).unique().all())


def unique_object(session: Session, statement) -> Any:
    return session.scalars(statement).unique().one_or_none()


def counts(session: Session, ids: list[int]) -> list[int]:
    found = []
    user_ids = list(dict.fromkeys(ids))
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in unique_objects(
            session,
            select(User)
            .options(joinedload(User.orders))
            .where(User.id.in_(user_ids[start : start + 1000])),
        ):
            users_by_id[user_row.id] = user_row
    for user_id in ids:
        user = users_by_id.get(user_id)
        if user is not None:
            found.append(len(user.orders))
    return found
