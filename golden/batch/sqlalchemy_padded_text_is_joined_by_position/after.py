from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ARRAY, CHAR, String, cast, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(CHAR(6), unique=True)
    team: Mapped[int]


def users_of(session: Session, emails: list[str]) -> list[int | None]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    user_by_email: dict[str, User] = {}
    if unique_emails:
        wanted = (
            func.unnest(cast(unique_emails, ARRAY(String)))
            .table_valued("key", with_ordinality="position")
            .render_derived()
        )
        for user_row, position in session.execute(
            select(User, wanted.c.position)
            .select_from(User)
            .where(User.email == wanted.c.key)
            .filter_by(team=1)
        ):
            user_by_email[unique_emails[position - 1]] = user_row
    for email in emails:
        user = user_by_email.get(email)
        found.append(user.id if user else None)
    return found


def counts(session: Session, emails: list[str]) -> list[int]:
    unique_emails = list(dict.fromkeys(emails))
    user_counts_by_email: dict[str, int] = {}
    if unique_emails:
        wanted = (
            func.unnest(cast(unique_emails, ARRAY(String)))
            .table_valued("key", with_ordinality="position")
            .render_derived()
        )
        for position, count in session.execute(
            select(wanted.c.position, func.count())
            .select_from(User)
            .where(User.email == wanted.c.key)
            .group_by(wanted.c.position)
        ):
            user_counts_by_email[unique_emails[position - 1]] = count
    return [user_counts_by_email.get(email, 0) for email in emails]


def teams(session: Session, emails: list[str]) -> list[int]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email = defaultdict(list)
    if unique_emails:
        wanted = (
            func.unnest(cast(unique_emails, ARRAY(String)))
            .table_valued("key", with_ordinality="position")
            .render_derived()
        )
        for record in session.execute(
            select(User.id, User.team, wanted.c.position).where(
                User.email == wanted.c.key
            )
        ):
            users_by_email[unique_emails[record[-1] - 1]].append(record)
    for email in emails:
        for row in users_by_email.get(email, []):
            found.append(row.id + row.team)
    return found
