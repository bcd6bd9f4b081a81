import asyncpg

from . import dal


async def describe(pool: asyncpg.Pool, tenant: str) -> str:
    plan = await dal.find_plan(pool, tenant)
    region = await dal.find_region(pool, tenant)
    return f"{tenant}: {plan} in {region}"
