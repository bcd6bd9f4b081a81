import httpx


class Rates:
    """Every request to the rate service costs money, so each rate is asked for once."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.cache: dict[str, str] = {}

    async def get_rate(self, currency: str) -> str:
        if currency not in self.cache:
            response = await self.client.get(f"/rates/{currency}")
            self.cache[currency] = response.text
        return self.cache[currency]

    async def cross(self, base: str, quote: str) -> str:
        left = await self.get_rate(base)
        right = await self.get_rate(quote)
        return f"{left}/{right}"
