import asyncio

import asyncpg


async def balance_sheet(pool: asyncpg.Pool) -> tuple[int, int]:
    """Both sums of one moment: they must agree whatever is booked meanwhile."""
    debit, credit = await asyncio.gather(
        pool.fetchval("SELECT sum(debit) FROM bookings"),
        pool.fetchval("SELECT sum(credit) FROM bookings"),
    )
    return debit, credit
