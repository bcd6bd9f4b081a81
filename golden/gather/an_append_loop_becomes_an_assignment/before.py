import httpx


class Catalogue:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def fetch_price(self, sku: str) -> str:
        response = await self._client.get(f"/prices/{sku}")
        return response.text

    async def total(self, skus: list[str]) -> int:
        prices: list[str] = []
        for sku in skus:
            prices.append(await self.fetch_price(sku))
        return sum(int(price) for price in prices)
