from typing import Any

import httpx


async def get_page(client: httpx.AsyncClient, page: int) -> dict[str, Any]:
    response = await client.get(f"/items/{page}")
    response.raise_for_status()
    return response.json()


async def all_items(client: httpx.AsyncClient, pages: int) -> list[str]:
    items = []
    for page in range(1, pages + 1):
        data = await get_page(client, page)
        items.extend(data["items"])
    return items
