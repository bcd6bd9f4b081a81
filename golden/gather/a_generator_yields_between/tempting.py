import asyncio
from collections.abc import AsyncIterator

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def stream(client: httpx.AsyncClient) -> AsyncIterator[str]:
    head, body = await asyncio.gather(
        get_text(client, "/head"), get_text(client, "/body")
    )
    yield head
    yield body
