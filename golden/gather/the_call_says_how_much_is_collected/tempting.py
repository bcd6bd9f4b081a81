import asyncio

import httpx


async def pages(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    found: list[str] = []

    async def fetch(path):
        return await client.get(path, params={"after": len(found)})

    for response in await asyncio.gather(*(fetch(path) for path in paths)):
        if response.status_code == 200:
            found.append(response.text)
    return found
