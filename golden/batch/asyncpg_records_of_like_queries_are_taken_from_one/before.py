import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL);
"""


async def owners(pool: asyncpg.Pool, debit: int, credit: int, fee: int) -> list[str]:
    first = await pool.fetchrow("SELECT id, owner FROM accounts WHERE id = $1", debit)
    if first is None:
        raise LookupError(debit)
    second = await pool.fetchrow("SELECT id, owner FROM accounts WHERE id = $1", credit)
    if second is None:
        raise LookupError(credit)
    third = await pool.fetchrow("SELECT id, owner FROM accounts WHERE id = $1", fee)
    if third is None:
        raise LookupError(fee)
    return [first["owner"], second["owner"], third["owner"]]
