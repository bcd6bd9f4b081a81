"""The account page."""

import asyncio
from typing import Any

import asyncpg


async def get_account(pool: asyncpg.Pool, account_id: int) -> list[asyncpg.Record]:
    return await pool.fetch("SELECT id, name FROM accounts WHERE id = $1", account_id)


async def get_invoices(pool: asyncpg.Pool, account_id: int) -> list[asyncpg.Record]:
    return await pool.fetch(
        "SELECT id, total FROM invoices WHERE account_id = $1 ORDER BY id", account_id
    )


async def account_page(pool: asyncpg.Pool, account_id: int) -> dict[str, Any]:
    account, invoices = await asyncio.gather(
        get_account(pool, account_id),
        get_invoices(pool, account_id),
    )
    return {"account": account, "invoices": invoices}
