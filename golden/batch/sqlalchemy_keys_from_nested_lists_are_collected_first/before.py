from __future__ import annotations

from sqlalchemy import ForeignKey, String, select
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
    status: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]


def totals_by_team(session: Session, teams: dict[str, list[int]]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for team, user_ids in teams.items():
        total = 0
        for user_id in user_ids:
            orders = session.scalars(
                select(Order).where(Order.user_id == user_id)
            ).all()
            total += sum(order.total for order in orders)
        totals[team] = total
    return totals
