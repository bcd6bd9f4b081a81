import asyncio

import asyncpg


class Members:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self.pool = pool

    async def count(self, club: str) -> int:
        return await self.pool.fetchval(
            "SELECT count(*) FROM members WHERE club = $1", club
        )


class Fees:
    def __init__(self, pool: asyncpg.Pool, year: int) -> None:
        self.pool = pool
        self.year = year

    async def paid(self, club: str) -> int | None:
        return await self.pool.fetchval(
            "SELECT sum(amount) FROM fees WHERE club = $1 AND year = $2",
            club,
            self.year,
        )


async def balance(pool: asyncpg.Pool, club: str, year: int) -> str:
    members = Members(pool)
    fees = Fees(pool, year)
    count, paid = await asyncio.gather(members.count(club), fees.paid(club))
    return f"{count} members paid {paid or 0}"
