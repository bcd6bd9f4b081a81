from __future__ import annotations

import json

from sqlalchemy import String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(type_=String(collation="NOCASE"))
    team: Mapped[int]


def latest(session: Session, emails: list[str]) -> list[User | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    user_by_email: dict[str, User] = {}
    if unique_emails:
        wanted = func.json_each(json.dumps(unique_emails)).table_valued("key", "value")
        ranked = (
            select(
                User.id,
                wanted.c.key,
                func.row_number()
                .over(partition_by=wanted.c.key, order_by=User.id.desc())
                .label("rank"),
            )
            .where(User.email == wanted.c.value)
            .subquery()
        )
        for user_row, position in session.execute(
            select(User, ranked.c.key)
            .select_from(User)
            .join(ranked, User.id == ranked.c.id)
            .where(ranked.c.rank == 1)
        ):
            user_by_email[unique_emails[position]] = user_row
    for email in emails:
        user = user_by_email.get(email)
        found.append(user)
    return found
