import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def compare(client: httpx.AsyncClient) -> bool:
    side = "old"

    async def read(name: str) -> str:
        return await get_text(client, f"/{side}/{name}")

    old, new = await asyncio.gather(read("state"), read("state"))
    side = "new"
    return old == new
