from collections.abc import Sequence

import httpx


async def fetch_page(client: httpx.AsyncClient, path: str) -> str:
    response = await client.get(path)
    return response.text


async def crawl(client: httpx.AsyncClient, paths: Sequence[str]) -> list[str]:
    pages = [await fetch_page(client, path) for path in paths]
    return [page.strip() for page in pages]
