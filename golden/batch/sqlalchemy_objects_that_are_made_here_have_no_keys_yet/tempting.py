from collections import defaultdict

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    total: Mapped[int]


def sign_up(session: Session, emails: list[str]) -> list[list[int]]:
    users = [User(email=email) for email in emails]
    session.add_all(users)
    found = []
    user_ids = list(dict.fromkeys(user.id for user in users))
    orders_by_user_id: defaultdict[int, list[Order]] = defaultdict(list)
    for start in range(0, len(user_ids), 1000):
        for order in session.scalars(
            select(Order).where(Order.user_id.in_(user_ids[start : start + 1000]))
        ).all():
            orders_by_user_id[order.user_id].append(order)
    for user in users:
        orders = orders_by_user_id.get(user.id, [])
        found.append([order.total for order in orders])
    return found
