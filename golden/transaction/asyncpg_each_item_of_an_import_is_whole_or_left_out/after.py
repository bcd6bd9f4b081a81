import logging
from typing import Any

import asyncpg

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE products (sku TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE prices (sku TEXT NOT NULL REFERENCES products (sku), cents INTEGER NOT NULL CHECK (cents >= 0));
"""


async def import_products(pool: asyncpg.Pool, rows: list[dict[str, Any]]) -> list[str]:
    failed = []
    async with pool.acquire() as conn:
        for row in rows:
            try:
                async with conn.transaction():
                    await conn.execute(
                        "INSERT INTO products (sku, name) VALUES ($1, $2)",
                        row["sku"],
                        row["name"],
                    )
                    await conn.execute(
                        "INSERT INTO prices (sku, cents) VALUES ($1, $2)",
                        row["sku"],
                        row["cents"],
                    )
            except Exception:
                logger.exception("could not import %s", row["sku"])
                failed.append(row["sku"])
    return failed
