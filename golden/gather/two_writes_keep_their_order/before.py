from dataclasses import dataclass

import asyncpg


@dataclass
class Ledger:
    pool: asyncpg.Pool

    async def debit(self, account: int, amount: int) -> str:
        return await self.pool.execute(
            "INSERT INTO debits VALUES ($1, $2)", account, amount
        )

    async def credit(self, account: int, amount: int) -> str:
        return await self.pool.execute(
            "INSERT INTO credits VALUES ($1, $2)", account, amount
        )

    async def transfer(self, source: int, target: int, amount: int) -> list[str]:
        """A debit without its credit is found by the nightly check; never the reverse."""
        taken = await self.debit(source, amount)
        given = await self.credit(target, amount)
        return [taken, given]
