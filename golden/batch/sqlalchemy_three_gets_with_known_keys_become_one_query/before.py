from __future__ import annotations

from dataclasses import dataclass

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
    debit = await session.get(Account, booking.debit_id)
    credit = await session.get(Account, booking.credit_id)
    fee = await session.get(Account, booking.fee_id)
    return (
        debit.balance if debit else None,
        credit.balance if credit else None,
        fee.balance if fee else None,
    )
