from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx


@asynccontextmanager
async def opened(client: httpx.AsyncClient, path: str) -> AsyncIterator[httpx.Response]:
    yield await client.get(path)


async def titles(client: httpx.AsyncClient, books: list[dict]) -> dict[str, str]:
    found: dict[str, str] = {}
    for book in books:
        async with opened(client, f"/books/{book['isbn']}") as response:
            if response.status_code == 404:
                continue
            found[book["shelf"]] = (await client.get(response.json()["title"])).text
    return found
