from typing import Any

import httpx


async def read(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    response.raise_for_status()
    return response.text


async def context(client: httpx.AsyncClient) -> dict[str, Any]:
    """What the template of a page is rendered with."""
    title = await read(client, "/title")
    body = await read(client, "/body")
    return {name: value for name, value in vars().items() if name != "client"}
