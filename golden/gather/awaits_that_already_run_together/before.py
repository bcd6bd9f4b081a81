import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def both(client: httpx.AsyncClient) -> list[str]:
    return await asyncio.gather(get_text(client, "/head"), get_text(client, "/body"))


async def each(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    return await asyncio.gather(*(get_text(client, path) for path in paths))
