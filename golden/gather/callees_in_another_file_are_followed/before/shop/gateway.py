import httpx


class Gateway:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def fetch_stock(self, sku: str) -> str:
        response = await self._client.get(f"/stock/{sku}")
        return response.text

    async def fetch_reviews(self, sku: str) -> str:
        response = await self._client.get(f"/reviews/{sku}")
        return response.text
