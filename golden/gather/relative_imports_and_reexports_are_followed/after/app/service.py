import asyncio

import asyncpg

from . import dal


async def describe(pool: asyncpg.Pool, tenant: str) -> str:
    plan, region = await asyncio.gather(
        dal.find_plan(pool, tenant),
        dal.find_region(pool, tenant),
    )
    return f"{tenant}: {plan} in {region}"
