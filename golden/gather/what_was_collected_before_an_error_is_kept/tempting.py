import asyncio

import httpx


async def get_text(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def until_missing(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    """The pages up to the first that does not exist."""
    found: list[str] = []
    try:
        found.extend(await asyncio.gather(*(get_text(client, path) for path in paths)))
    except httpx.HTTPStatusError:
        pass
    return found
