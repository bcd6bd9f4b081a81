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

    def get_by_user_ids(self, user_ids):
        """Answer `get` for many keys at once: a dict by key, without the missing ones."""
        keys = list(dict.fromkeys(user_ids))
        users_by_id = {}
        for start in range(0, len(keys), 1000):
            for user in self.session.query(User).filter(
                User.id.in_(keys[start : start + 1000])
            ):
                users_by_id[user.id] = user
        return users_by_id


def emails(users, user_ids):
    found = []
    unique_user_ids = list(dict.fromkeys(user_ids))
    users_by_id = users.get_by_user_ids(unique_user_ids)
    for user_id in user_ids:
        user = users_by_id.get(user_id)
        found.append(user.email if user is not None else None)
    return found


def report(session: Session):
    orders = session.query(Order).order_by(Order.id).all()
    ids = [order.user_id for order in orders]
    return emails(Users(session), ids)
