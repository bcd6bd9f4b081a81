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


def lines(session: Session) -> list[str]:
    orders = (
        session.execute(
            select(Order)
            .order_by(Order.id)
            .limit(10)
            .options(
                selectinload(Order.items).selectinload(Item.product),
                selectinload(Order.user),
            )
        )
        .scalars()
        .all()
    )
    found = []
    for order in orders:
        names = [item.product.name for item in order.items]
        found.append(f"{order.user.email if order.user else None} {names}")
    return found
