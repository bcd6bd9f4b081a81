from collections.abc import AsyncIterator

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def stream(client: httpx.AsyncClient) -> AsyncIterator[str]:
    head = await get_text(client, "/head")
    yield head
    body = await get_text(client, "/body")
    yield body
