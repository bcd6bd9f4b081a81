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
    for user in users:
        orders = session.scalars(select(Order).where(Order.user_id == user.id)).all()
        found.append([order.total for order in orders])
    return found
