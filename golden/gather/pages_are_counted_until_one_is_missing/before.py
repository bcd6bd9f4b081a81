import itertools

import httpx


async def page(client: httpx.AsyncClient, number: int) -> str:
    response = await client.get(f"/pages/{number}")
    response.raise_for_status()
    return response.text


async def pages(client: httpx.AsyncClient, found: list[str]) -> list[str]:
    return [*found, *[await page(client, n) for n in itertools.count(len(found))]]
