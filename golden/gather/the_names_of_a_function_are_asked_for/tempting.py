import asyncio

import httpx


async def report(client: httpx.AsyncClient, names: list[str]) -> str:
    async def handle(name: str) -> list[str]:
        try:
            response = await client.get(f"/{name}")
        except httpx.ConnectTimeout:
            return []
        return [response.text]

    results = await asyncio.gather(*(handle(name) for name in names))
    found = [made for result in results for made in result]
    return "{found} up to {name}".format(**locals())
