from __future__ import annotations

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100))


class Visit(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


def lend(db: Session) -> None:
    visits = db.scalars(select(Visit).order_by(Visit.id)).all()
    if visits:
        visits[0].user_id = 3


def counts(db: Session) -> list[int | None]:
    users = db.scalars(select(User).order_by(User.id)).all()
    user_ids = list(dict.fromkeys(user.id for user in users))
    visit_counts_by_user_id: dict[int, int] = {}
    for key, count in db.execute(
        select(Visit.user_id, func.count())
        .where(Visit.user_id.in_(user_ids))
        .group_by(Visit.user_id)
    ):
        visit_counts_by_user_id[key] = count
    found = []
    for user in users:
        found.append(visit_counts_by_user_id.get(user.id, 0))
        lend(db)
    return found
