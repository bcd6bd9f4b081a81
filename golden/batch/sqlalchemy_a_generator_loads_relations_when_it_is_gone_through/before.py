from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ForeignKey, String, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(100))


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship()


def emails(session: Session) -> Iterator[str]:
    orders = session.scalars(select(Order).order_by(Order.id)).all()
    return (order.user.email for order in orders)


def rename(session: Session) -> list[str]:
    found = []
    for email in emails(session):
        found.append(email)
        session.execute(
            update(User).values(email=User.email + "!"),
            execution_options={"synchronize_session": False},
        )
    return found
