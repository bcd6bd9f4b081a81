from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Team(Base):
    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))


def find_order(session: Session, ident: int) -> Order | None:
    return session.get(Order, ident)


def team_names(session: Session, ids: list[int]) -> list[str]:
    found = []
    for ident in ids:
        order = find_order(session, ident)
        if not order:
            continue
        user = session.get(User, order.user_id)
        if user is not None:
            team = session.get(Team, user.team_id)
            found.append(team.name if team is not None else "nobody's")
    return found
