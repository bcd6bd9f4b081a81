"""Reads the state of a feature on both sides of a migration."""

from __future__ import annotations

import asyncio as aio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx


async def read_state(client: httpx.AsyncClient, side: str) -> int:
    response = await client.get(f"/{side}/state")
    return response.status_code


async def agree(client: httpx.AsyncClient, pause: float = 0.0) -> bool:
    old = await read_state(client, "old")
    new = await read_state(client, "new")
    if old != new:
        await aio.sleep(pause)
    return old == new
