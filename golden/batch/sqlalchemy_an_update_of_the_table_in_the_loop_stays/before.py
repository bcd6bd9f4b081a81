from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int]
    balance: Mapped[int]


def roll_up(session: Session, pairs: list[tuple[int, int]]) -> None:
    for account_id, parent_id in pairs:
        balance = session.scalar(
            select(Account.balance).where(Account.id == account_id)
        )
        session.execute(
            update(Account)
            .where(Account.id == parent_id)
            .values(balance=Account.balance + balance)
        )
