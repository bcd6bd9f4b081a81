from __future__ import annotations

from sqlalchemy import String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    owner: Mapped[str] = mapped_column(String(100))


def owners(session: Session, numbers: list[int]) -> list[str]:
    names = []
    unique_numbers = list(dict.fromkeys(numbers))
    account_by_number: dict[int, Account] = {}
    for start in range(0, len(unique_numbers), 1000):
        for account_row in session.scalars(
            select(Account).where(
                Account.number.in_(unique_numbers[start : start + 1000])
            )
        ):
            account_by_number[account_row.number] = account_row
    for number in numbers:
        account = account_by_number.get(number)
        names.append(account.owner if account is not None else "unknown")
    return names
