import asyncpg


async def balance_sheet(pool: asyncpg.Pool) -> tuple[int, int]:
    """Both sums of one moment: they must agree whatever is booked meanwhile."""
    async with pool.acquire() as conn:
        async with conn.transaction(isolation="repeatable_read"):
            debit = await conn.fetchval("SELECT sum(debit) FROM bookings")
            credit = await conn.fetchval("SELECT sum(credit) FROM bookings")
    return debit, credit
