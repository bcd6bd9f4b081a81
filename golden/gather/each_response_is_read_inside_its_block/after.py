import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx


@asynccontextmanager
async def opened(client: httpx.AsyncClient, path: str) -> AsyncIterator[httpx.Response]:
    yield await client.get(path)


async def titles(client: httpx.AsyncClient, books: list[dict]) -> dict[str, str]:
    semaphore = asyncio.Semaphore(10)

    async def handle(book):
        async with semaphore:
            async with opened(client, f"/books/{book['isbn']}") as response:
                if response.status_code == 404:
                    return []
                value = (await client.get(response.json()["title"])).text
                return [(book["shelf"], value)]

    results = await asyncio.gather(
        *(handle(book) for book in books),
        return_exceptions=True,
    )
    for result in results:
        if isinstance(result, BaseException):
            raise result
    found: dict[str, str] = dict(made for result in results for made in result)
    return found
