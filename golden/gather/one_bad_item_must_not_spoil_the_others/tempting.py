import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def available(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    try:
        return await asyncio.gather(*(get_text(client, path) for path in paths))
    except httpx.HTTPError:
        return [""] * len(paths)
