from __future__ import annotations

from sqlalchemy import ForeignKey, event, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
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


class Product(Base):
    __tablename__ = "products"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    product: Mapped[Product] = relationship()


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]
    user: Mapped[User | None] = relationship()
    items: Mapped[list[Item]] = relationship(order_by=Item.id)


@event.listens_for(Session, "do_orm_execute")
def no_more_than_three(state: ORMExecuteState) -> None:
    if state.is_select:
        state.statement = state.statement.limit(3)


def lines(session: Session) -> list[str]:
    orders = (
        session.execute(
            select(Order).order_by(Order.id).options(selectinload(Order.items))
        )
        .scalars()
        .all()
    )
    found = []
    for order in orders:
        found.append(f"{order.id} {len(order.items)}")
    return found
