import asyncpg

SCHEMA = """
CREATE TABLE accounts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL);
"""


async def owners(pool: asyncpg.Pool, debit: int, credit: int, fee: int) -> list[str]:
    account_ids = [debit, credit, fee]
    accounts_by_id = {}
    for row in await pool.fetch(
        "SELECT id, owner FROM accounts WHERE id = ANY($1)", account_ids
    ):
        accounts_by_id[row["id"]] = row
    first = accounts_by_id.get(debit)
    if first is None:
        raise LookupError(debit)
    second = accounts_by_id.get(credit)
    if second is None:
        raise LookupError(credit)
    third = accounts_by_id.get(fee)
    if third is None:
        raise LookupError(fee)
    return [first["owner"], second["owner"], third["owner"]]
