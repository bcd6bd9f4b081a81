import asyncio

import httpx


async def texts(client: httpx.AsyncClient, names: list[str]) -> list[str]:
    try:
        response = await client.get("/all")
        response.raise_for_status()
        return response.text.splitlines()
    except httpx.HTTPStatusError:

        async def handle(name: str) -> list[str]:
            try:
                response = await client.get(f"/{name}")
            except httpx.ConnectTimeout:
                return []
            if response.status_code == 503:
                raise
            return [response.text]

        results = await asyncio.gather(*(handle(name) for name in names))
        return [made for result in results for made in result]
