from __future__ import annotations

from sqlalchemy import ForeignKey, String
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
    total: Mapped[int]


class Users:
    def __init__(self, session: Session) -> None:
        self.session = session

    def get(self, user_id):
        return self.session.query(User).filter(User.id == user_id).one_or_none()


def emails(users, user_ids):
    found = []
    for user_id in user_ids:
        user = users.get(user_id)
        found.append(user.email if user is not None else None)
    return found


def report(session: Session):
    orders = session.query(Order).order_by(Order.id).all()
    ids = [order.user_id for order in orders]
    return emails(Users(session), ids)
