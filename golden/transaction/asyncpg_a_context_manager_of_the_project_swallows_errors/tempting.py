import logging
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

logger = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE orders (id SERIAL PRIMARY KEY, customer_id INTEGER NOT NULL, total INTEGER NOT NULL);
CREATE TABLE coupon_uses (code TEXT NOT NULL, customer_id INTEGER NOT NULL, UNIQUE (code, customer_id));
"""


@contextmanager
def not_fatal(what: str) -> Iterator[None]:
    try:
        yield
    except asyncpg.PostgresError:
        logger.warning("%s failed", what)


async def buy(pool: asyncpg.Pool, customer_id: int, total: int, code: str) -> bool:
    async with pool.acquire() as conn, conn.transaction():
        await conn.execute(
            "INSERT INTO orders (customer_id, total) VALUES ($1, $2)",
            customer_id,
            total,
        )
        with not_fatal("coupon"):
            await conn.execute(
                "INSERT INTO coupon_uses (code, customer_id) VALUES ($1, $2)",
                code,
                customer_id,
            )
    return True
