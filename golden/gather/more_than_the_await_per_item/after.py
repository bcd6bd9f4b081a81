import asyncio
from dataclasses import dataclass

import httpx


@dataclass(frozen=True)
class Page:
    path: str
    size: int


class Site:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def pages(self, paths: list[str]) -> list[Page]:
        semaphore = asyncio.Semaphore(10)

        async def fetch(path):
            async with semaphore:
                return Page(path, len((await self.client.get(path)).text))

        return await asyncio.gather(*(fetch(path) for path in paths))
