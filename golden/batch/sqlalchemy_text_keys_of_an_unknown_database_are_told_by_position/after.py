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


def ids_of(session: Session, emails: list[str]) -> list[int | None]:
    unique_emails = list(dict.fromkeys(emails))
    ids_by_email = {}
    for start in range(0, len(unique_emails), 100):
        wanted = union_all(
            *(
                select(User.id, literal(number).label("position")).where(
                    User.email == key
                )
                for number, key in enumerate(unique_emails[start : start + 100], start)
            )
        ).subquery()
        for value, position in session.execute(
            select(User.id, wanted.c.position).where(User.id == wanted.c.id)
        ):
            ids_by_email[unique_emails[position]] = value
    return [ids_by_email.get(email) for email in emails]
