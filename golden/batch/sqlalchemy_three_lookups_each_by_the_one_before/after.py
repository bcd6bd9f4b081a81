from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, select
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


def find_orders_by_idents(session: Session, idents: Iterable[int]) -> dict[int, Order]:
    """Answer `find_order` for many keys at once: a dict by key, without the missing ones."""
    keys = list(dict.fromkeys(idents))
    orders_by_id: dict[int, Order] = {}
    for start in range(0, len(keys), 1000):
        for order in session.scalars(
            select(Order).where(Order.id.in_(keys[start : start + 1000]))
        ):
            orders_by_id[order.id] = order
    return orders_by_id


def team_names(session: Session, ids: list[int]) -> list[str]:
    found = []
    order_ids = list(dict.fromkeys(ids))
    orders_by_id = find_orders_by_idents(session, order_ids)
    user_ids = list(
        dict.fromkeys(
            orders_by_id[ident].user_id for ident in ids if ident in orders_by_id
        )
    )
    users_by_id: dict[int, User] = {}
    for start in range(0, len(user_ids), 1000):
        for user_row in session.scalars(
            select(User).where(User.id.in_(user_ids[start : start + 1000]))
        ):
            users_by_id[user_row.id] = user_row
    team_ids = list(
        dict.fromkeys(
            users_by_id[orders_by_id[ident].user_id].team_id
            for ident in ids
            if ident in orders_by_id
            if orders_by_id[ident].user_id in users_by_id
        )
    )
    teams_by_id: dict[int, Team] = {}
    for start_2 in range(0, len(team_ids), 1000):
        for team_row in session.scalars(
            select(Team).where(Team.id.in_(team_ids[start_2 : start_2 + 1000]))
        ):
            teams_by_id[team_row.id] = team_row
    for ident in ids:
        order = orders_by_id.get(ident)
        if not order:
            continue
        user = users_by_id.get(order.user_id)
        if user is not None:
            team = teams_by_id.get(user.team_id)
            found.append(team.name if team is not None else "nobody's")
    return found
