import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL CHECK (balance >= 0));
"""


async def transfer(pool: asyncpg.Pool, source: int, target: int, amount: int) -> None:
    await pool.execute(
        "UPDATE accounts SET balance = balance - $1 WHERE id = $2", amount, source
    )
    await pool.execute(
        "UPDATE accounts SET balance = balance + $1 WHERE id = $2", amount, target
    )
