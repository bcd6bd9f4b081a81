import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL);
"""


async def owners(pool: asyncpg.Pool, debit: int, credit: int, fee: int) -> list:
    first = await pool.fetchrow("SELECT id, owner FROM accounts WHERE id = $1", debit)
    await pool.execute("UPDATE accounts SET owner = 'x' WHERE id = $1", credit)
    second = await pool.fetchrow("SELECT id, owner FROM accounts WHERE id = $1", credit)
    third = await pool.fetchrow("SELECT id, owner FROM accounts WHERE id = $1", fee)
    return [first, second, third]
