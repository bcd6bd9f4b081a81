import asyncpg


async def overview(pool: asyncpg.Pool, shop: int) -> tuple[str, int, int]:
    async with pool.acquire() as conn:
        name = await conn.fetchval("SELECT name FROM shops WHERE id = $1", shop)
        staff = await conn.fetchval("SELECT count(*) FROM staff WHERE shop = $1", shop)
        tills = await conn.fetchval("SELECT count(*) FROM tills WHERE shop = $1", shop)
    return name, staff, tills
