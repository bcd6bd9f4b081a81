import asyncpg


async def find_plan(pool: asyncpg.Pool, tenant: str) -> str | None:
    return await pool.fetchval("SELECT plan FROM tenants WHERE name = $1", tenant)


async def find_region(pool: asyncpg.Pool, tenant: str) -> str | None:
    return await pool.fetchval("SELECT region FROM tenants WHERE name = $1", tenant)
