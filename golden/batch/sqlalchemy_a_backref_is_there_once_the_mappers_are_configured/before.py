from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, select
from sqlalchemy.orm import (
    Session,
    backref,
    configure_mappers,
    declarative_base,
    relationship,
)

Base = declarative_base()


class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    email = Column(String(100), nullable=False)


class Order(Base):
    __tablename__ = "orders"

    id = Column(Integer, primary_key=True)
    user_id = Column(Integer, ForeignKey("users.id"))
    total = Column(Integer, nullable=False)
    user = relationship("User", backref=backref("orders", order_by="Order.id"))


configure_mappers()


def totals(session: Session) -> list[int]:
    users = session.scalars(select(User).order_by(User.id)).all()
    return [sum(order.total for order in user.orders) for user in users]
