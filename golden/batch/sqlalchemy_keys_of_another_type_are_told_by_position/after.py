from __future__ import annotations

from sqlalchemy import ForeignKey, String, literal, select, union_all
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


def emails(session: Session, ids: list[str]) -> list[str | None]:
    user_ids = list(dict.fromkeys(ids))
    emails_by_id = {}
    for start in range(0, len(user_ids), 100):
        wanted = union_all(
            *(
                select(User.id, literal(number).label("position")).where(
                    User.id == key_row
                )
                for number, key_row in enumerate(user_ids[start : start + 100], start)
            )
        ).subquery()
        for value, position in session.execute(
            select(User.email, wanted.c.position).where(User.id == wanted.c.id)
        ):
            emails_by_id[user_ids[position]] = value
    return [emails_by_id.get(key) for key in ids]
