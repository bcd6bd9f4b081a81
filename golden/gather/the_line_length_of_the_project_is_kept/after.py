import asyncio

import asyncpg


async def get_supplier(pool: asyncpg.Pool, sku: str) -> str | None:
    return await pool.fetchval("SELECT supplier FROM products WHERE sku = $1", sku)


async def get_warehouse(pool: asyncpg.Pool, sku: str) -> str | None:
    return await pool.fetchval("SELECT warehouse FROM products WHERE sku = $1", sku)


async def origin(pool: asyncpg.Pool, sku: str) -> str:
    supplier, warehouse = await asyncio.gather(get_supplier(pool, sku), get_warehouse(pool, sku))
    return f"{supplier} via {warehouse}"
