import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
CREATE TABLE entries (account_id INTEGER NOT NULL, amount INTEGER NOT NULL);
"""


async def withdraw(pool: asyncpg.Pool, account_id: int, amount: int) -> bool:
    async with pool.acquire() as conn, conn.transaction():
        balance = await conn.fetchval(
            "SELECT balance FROM accounts WHERE id = $1", account_id
        )
        if balance < amount:
            return False
        await conn.execute(
            "UPDATE accounts SET balance = $1 WHERE id = $2",
            balance - amount,
            account_id,
        )
        await conn.execute(
            "INSERT INTO entries (account_id, amount) VALUES ($1, $2)",
            account_id,
            -amount,
        )
    return True
