import asyncio
from datetime import date, timedelta

import asyncpg


class Usage:
    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def get_calls(self, tenant: str, since: date) -> int:
        return await self._pool.fetchval(
            "SELECT count(*) FROM calls WHERE tenant = $1 AND day >= $2", tenant, since
        )

    async def get_quota(self, tenant: str) -> int:
        return await self._pool.fetchval(
            "SELECT quota FROM plans WHERE tenant = $1", tenant
        )

    async def get_seats(self, tenant: str) -> int:
        return await self._pool.fetchval(
            "SELECT count(*) FROM seats WHERE tenant = $1", tenant
        )

    async def summary(self, tenant: str, today: date) -> str:
        since = today - timedelta(days=30)
        quota, calls, seats = await asyncio.gather(
            self.get_quota(tenant),
            self.get_calls(tenant, since),
            self.get_seats(tenant),
        )
        label = tenant.upper()
        return f"{label}: {calls} of {quota} calls, {seats} seats"
