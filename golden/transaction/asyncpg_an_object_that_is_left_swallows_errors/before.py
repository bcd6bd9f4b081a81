import logging

import asyncpg

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE orders (id SERIAL PRIMARY KEY, customer_id INTEGER NOT NULL, total INTEGER NOT NULL);
CREATE TABLE coupon_uses (code TEXT NOT NULL, customer_id INTEGER NOT NULL, UNIQUE (code, customer_id));
"""


class NotFatal:
    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, error: object, trace: object) -> bool:
        logger.warning("not noted: %s", error)
        return kind is not None


async def buy(pool: asyncpg.Pool, customer_id: int, total: int, code: str) -> bool:
    async with pool.acquire() as conn:
        await conn.execute(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2)",
            customer_id,
            total,
        )
        with NotFatal():
            await conn.execute(
                "INSERT INTO coupon_uses (code, customer_id) VALUES ($1, $2)",
                code,
                customer_id,
            )
    return True
