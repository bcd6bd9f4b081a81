import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def available(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    semaphore = asyncio.Semaphore(10)

    async def handle(path):
        async with semaphore:
            try:
                return await get_text(client, path)
            except httpx.HTTPError:
                return ""

    found = await asyncio.gather(*(handle(path) for path in paths))
    return found
