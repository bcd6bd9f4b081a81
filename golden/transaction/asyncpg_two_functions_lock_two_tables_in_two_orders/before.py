import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, paid BOOLEAN NOT NULL);
"""


async def pay(pool: asyncpg.Pool, account: int, order: int, total: int) -> None:
    async with pool.acquire() as connection:
        await connection.execute(
            "UPDATE accounts SET balance = balance - $1 WHERE id = $2", total, account
        )
        await connection.execute("UPDATE orders SET paid = true WHERE id = $1", order)


async def refund(pool: asyncpg.Pool, account: int, order: int, total: int) -> None:
    async with pool.acquire() as connection:
        await connection.execute("UPDATE orders SET paid = false WHERE id = $1", order)
        await connection.execute(
            "UPDATE accounts SET balance = balance + $1 WHERE id = $2", total, account
        )
