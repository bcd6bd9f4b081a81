from dataclasses import dataclass

import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL);
"""


@dataclass
class Party:
    account: int


@dataclass
class Booking:
    debit: Party
    credit: Party | None
    fee: Party


async def owners(pool: asyncpg.Pool, booking: Booking) -> list[str]:
    first = await pool.fetchval(
        "SELECT owner FROM accounts WHERE id = $1", booking.debit.account
    )
    print(first)
    second = await pool.fetchval(
        "SELECT owner FROM accounts WHERE id = $1", booking.credit.account
    )
    third = await pool.fetchval(
        "SELECT owner FROM accounts WHERE id = $1", booking.fee.account
    )
    if third is None:
        raise LookupError(booking.fee)
    return [first, second, third]
