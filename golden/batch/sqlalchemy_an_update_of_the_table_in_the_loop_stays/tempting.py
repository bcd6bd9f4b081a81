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
    rows = session.execute(
        select(Account.id, Account.balance).where(
            Account.id.in_([account_id for account_id, _ in pairs])
        )
    )
    balances = {account_id: balance for account_id, balance in rows}
    for account_id, parent_id in pairs:
        session.execute(
            update(Account)
            .where(Account.id == parent_id)
            .values(balance=Account.balance + balances[account_id])
        )
