from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    orders: Mapped[list[Order]] = relationship(
        back_populates="user", order_by="Order.id"
    )


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]
    user: Mapped[User | None] = relationship(back_populates="orders")

    @property
    def owner(self) -> str:
        return self.user.email if self.user else ""


def shown(order: Order) -> dict[str, object]:
    user = order.user
    return {"id": order.id, "user": user.email if user is not None else None}


def page(session: Session) -> list[dict[str, object]]:
    return [
        shown(order)
        for order in session.scalars(
            select(Order).order_by(Order.id).options(selectinload(Order.user))
        )
    ]


def owners(session: Session) -> list[str]:
    orders = session.scalars(
        select(Order).order_by(Order.id).options(selectinload(Order.user))
    ).all()
    return list(map(lambda order: order.owner, orders))


def by_owner(session: Session) -> list[int]:
    result = session.execute(
        select(Order)
        .where(Order.user_id > 0)
        .order_by(Order.id)
        .options(selectinload(Order.user))
    )
    orders = sorted(result.scalars().all(), key=lambda order: order.user.email)
    return [order.id for order in orders]


def lines(orders: list[Order]) -> list[str]:
    found = []
    for number, order in enumerate(orders):
        found.append(f"{number}: {order.owner}")
    return found


def listing(session: Session) -> list[str]:
    orders = (
        session.query(Order).order_by(Order.id).options(selectinload(Order.user)).all()
    )
    return lines(orders)
