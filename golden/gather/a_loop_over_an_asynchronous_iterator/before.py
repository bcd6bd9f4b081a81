from collections.abc import AsyncIterator

import httpx


async def get_size(client: httpx.AsyncClient, path: str) -> int:
    response = await client.head(path)
    return len(response.headers)


async def sizes(client: httpx.AsyncClient, paths: AsyncIterator[str]) -> list[int]:
    return [await get_size(client, path) async for path in paths]
