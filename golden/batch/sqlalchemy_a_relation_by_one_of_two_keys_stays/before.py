from __future__ import annotations

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    orders: Mapped[list[Order]] = relationship(
        back_populates="user", foreign_keys="Order.user_id"
    )


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User | None] = relationship(
        back_populates="orders", foreign_keys=[user_id]
    )

    @property
    def owner(self) -> str:
        return self.user.email if self.user else ""


def compared(session: Session, users: list[User]) -> list[int]:
    found = []
    for user in users:
        orders = session.scalars(select(Order).where(Order.user == user)).all()
        found.append(len(orders))
    return found
