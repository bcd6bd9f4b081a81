import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
CREATE TABLE entries (account_id INTEGER NOT NULL, amount INTEGER NOT NULL);
"""


async def withdraw(pool: asyncpg.Pool, account_id: int, amount: int) -> bool:
    async with pool.acquire() as conn, conn.transaction():
        changed = await conn.execute(
            "UPDATE accounts SET balance = balance - $1 WHERE id = $2 AND balance >= $1",
            amount,
            account_id,
        )
        if changed == "UPDATE 0":
            return False
        await conn.execute(
            "INSERT INTO entries (account_id, amount) VALUES ($1, $2)",
            account_id,
            -amount,
        )
    return True
