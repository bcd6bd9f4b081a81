from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)


def import_users(session: Session, numbers: list[int]) -> int:
    added = 0
    for number in numbers:
        known = session.scalar(select(User.id).where(User.number == number))
        if known is None:
            session.add(User(number=number))
            added += 1
    session.commit()
    return added
