import httpx


async def open_session(client: httpx.AsyncClient, site: str) -> str:
    await client.head(f"/sites/{site}")
    page = await client.get(f"/sites/{site}/index.html")
    return page.text
