import asyncio

import httpx


async def open_session(client: httpx.AsyncClient, site: str) -> str:
    _, page = await asyncio.gather(
        client.head(f"/sites/{site}"),
        client.get(f"/sites/{site}/index.html"),
    )
    return page.text
