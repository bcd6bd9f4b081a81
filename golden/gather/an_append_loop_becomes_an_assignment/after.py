import asyncio

import httpx


class Catalogue:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def fetch_price(self, sku: str) -> str:
        response = await self._client.get(f"/prices/{sku}")
        return response.text

    async def total(self, skus: list[str]) -> int:
        semaphore = asyncio.Semaphore(10)

        async def fetch(sku):
            async with semaphore:
                return await self.fetch_price(sku)

        prices: list[str] = await asyncio.gather(*(fetch(sku) for sku in skus))
        return sum(int(price) for price in prices)
