import asyncio
from typing import Any

import httpx


async def get_page(client: httpx.AsyncClient, page: int) -> dict[str, Any]:
    response = await client.get(f"/items/{page}")
    response.raise_for_status()
    return response.json()


async def all_items(client: httpx.AsyncClient, pages: int) -> list[str]:
    items = []
    semaphore = asyncio.Semaphore(10)

    async def fetch(page):
        async with semaphore:
            return await get_page(client, page)

    results = await asyncio.gather(
        *(fetch(page) for page in range(1, pages + 1)),
        return_exceptions=True,
    )
    for page, data in zip(range(1, pages + 1), results):
        if isinstance(data, BaseException):
            raise data
        items.extend(data["items"])
    return items
