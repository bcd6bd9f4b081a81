import asyncio

import httpx


async def get_status(client: httpx.AsyncClient, name: str) -> int:
    response = await client.get(f"/{name}")
    return response.status_code


async def probe(client: httpx.AsyncClient) -> dict[str, float]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    middle = loop.time()
    api, web = await asyncio.gather(
        get_status(client, "api"), get_status(client, "web")
    )
    end = loop.time()
    return {f"api {api}": middle - start, f"web {web}": end - middle}
