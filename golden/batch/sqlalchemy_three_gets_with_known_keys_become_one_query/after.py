from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Account(Base):
    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    balance: Mapped[int]


@dataclass(frozen=True)
class Booking:
    debit_id: int
    credit_id: int
    fee_id: int


async def balances(
    session: AsyncSession, booking: Booking
) -> tuple[int | None, int | None, int | None]:
    account_ids = [booking.debit_id, booking.credit_id, booking.fee_id]
    accounts_by_id: dict[int, Account] = {}
    for account in await session.scalars(
        select(Account).where(Account.id.in_(account_ids))
    ):
        accounts_by_id[account.id] = account
    debit = accounts_by_id.get(booking.debit_id)
    credit = accounts_by_id.get(booking.credit_id)
    fee = accounts_by_id.get(booking.fee_id)
    return (
        debit.balance if debit else None,
        credit.balance if credit else None,
        fee.balance if fee else None,
    )
