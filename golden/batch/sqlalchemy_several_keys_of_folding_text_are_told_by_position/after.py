from __future__ import annotations

from collections import defaultdict

from sqlalchemy import String, literal, select, union_all
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(collation="NOCASE"))
    team: Mapped[int]


def pairs(session: Session, wanted: list[tuple[str, int]]) -> list[list[User]]:
    found = []
    keys = list(dict.fromkeys((email, team) for email, team in wanted))
    users_by_email_and_team = defaultdict(list)
    for start in range(0, len(keys), 100):
        wanted_row = union_all(
            *(
                select(User.id, literal(number).label("position")).where(
                    User.email == wanted_email, User.team == wanted_team
                )
                for number, (wanted_email, wanted_team) in enumerate(
                    keys[start : start + 100], start
                )
            )
        ).subquery()
        for user, position in session.execute(
            select(User, wanted_row.c.position).where(User.id == wanted_row.c.id)
        ):
            users_by_email_and_team[keys[position]].append(user)
    for email, team in wanted:
        users = users_by_email_and_team.get((email, team), [])
        found.append(list(users))
    return found
