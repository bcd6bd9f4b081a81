import asyncio
from typing import Any

import httpx


class Catalogue:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def find(self, **query: Any) -> str:
        response = await self.client.get("/goods/" + "-".join(query.values()))
        return response.text


async def shelf(catalogue: Catalogue, skus: list[str]) -> list[str]:
    found = []
    semaphore = asyncio.Semaphore(10)

    async def fetch(sku):
        async with semaphore:
            return await catalogue.find(sku=sku, shop="main")

    for sku, good in zip(skus, await asyncio.gather(*(fetch(sku) for sku in skus))):
        if good != "sold out":
            found.append(good.upper())
    return found
