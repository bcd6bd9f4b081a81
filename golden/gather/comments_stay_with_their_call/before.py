import asyncpg

SHIPPED = "SELECT count(*) FROM orders WHERE state = 'shipped'"
LATE = "SELECT count(*) FROM orders WHERE state = 'late'"
LOST = "SELECT count(*) FROM orders WHERE state = 'lost'"


async def count_shipped(pool: asyncpg.Pool) -> int:
    return await pool.fetchval(SHIPPED)


async def count_late(pool: asyncpg.Pool) -> int:
    return await pool.fetchval(LATE)


async def count_lost(pool: asyncpg.Pool) -> int:
    return await pool.fetchval(LOST)


async def report(pool: asyncpg.Pool) -> str:
    """The line for the morning mail."""
    # Whatever left the house.
    shipped = await count_shipped(pool)

    # Past the promised day, not found yet.
    late = await count_late(pool)  # carriers report by noon
    lost = await count_lost(pool)

    # The wording is fixed: a script reads this line.
    return f"shipped={shipped} late={late} lost={lost}"
