from __future__ import annotations

from collections import defaultdict

from sqlalchemy import ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker


SessionLocal = sessionmaker(
    create_engine("postgresql+psycopg://localhost/shop"), autoflush=False
)


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


def totals(session: Session, moved: Order, user_ids: list[int]) -> list[list[int]]:
    moved.user_id = 4
    result = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(unique_user_ids), 1000):
        for order_row in session.scalars(
            select(Order)
            .where(Order.user_id.in_(unique_user_ids[start : start + 1000]))
            .order_by(Order.id)
        ):
            orders_by_user_id[order_row.user_id].append(order_row)
    for user_id in user_ids:
        orders = orders_by_user_id.get(user_id, [])
        result.append([order.total for order in orders])
    return result
