from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import String, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100, "NOCASE"))
    team: Mapped[int]


def ids_of(session: Session, emails: list[str]) -> list[list[int]]:
    unique_emails = list(dict.fromkeys(emails))
    ids_by_email = defaultdict(list)
    if unique_emails:
        wanted = func.json_each(json.dumps(unique_emails)).table_valued("key", "value")
        for value, position in session.execute(
            select(User.id, wanted.c.key)
            .where(User.email == wanted.c.value)
            .order_by(User.id.desc())
        ):
            ids_by_email[unique_emails[position]].append(value)
    return [list(ids_by_email.get(email, ())) for email in emails]


def unknown(session: Session, emails: list[str]) -> list[str]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    emails_with_users: set[str] = set()
    if unique_emails:
        wanted = func.json_each(json.dumps(unique_emails)).table_valued("key", "value")
        for (position,) in (
            session.query(wanted.c.key)
            .select_from(User)
            .filter(User.email == wanted.c.value)
            .filter_by(team=1)
            .distinct()
        ):
            emails_with_users.add(unique_emails[position])
    for email in emails:
        if email not in emails_with_users:
            found.append(email)
    return found


def users_of(session: Session, emails: list[str]) -> list[str]:
    found = []
    unique_emails = list(dict.fromkeys(emails))
    users_by_email: defaultdict[str, list[User]] = defaultdict(list)
    if unique_emails:
        wanted = func.json_each(json.dumps(unique_emails)).table_valued("key", "value")
        for user_row, position in (
            session.query(User, wanted.c.key)
            .filter(User.email == wanted.c.value)
            .order_by(User.id)
        ):
            users_by_email[unique_emails[position]].append(user_row)
    for email in emails:
        for user in users_by_email.get(email, []):
            found.append(user.email)
    return found
