import asyncio

TEMPOS = (
    {"SELECT sum(debit) FROM bookings": 1, "SELECT sum(credit) FROM bookings": 3},
)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE bookings (debit INTEGER, credit INTEGER);
        INSERT INTO bookings VALUES (10, 10);
    """)

    async def book():
        await asyncio.sleep(1.5)
        await pool.execute("INSERT INTO bookings VALUES (5, 5)")

    other = asyncio.create_task(book())
    debit, credit = await module.balance_sheet(pool)
    await other
    return debit == credit
