import httpx


class Weather:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def current(self, city: str) -> str:
        response = await self.client.get("/current", params={"city": city})
        return response.text

    async def forecast(self, city: str) -> str:
        response = await self.client.get("/forecast", params={"city": city})
        return response.text

    async def both(self, city: str) -> tuple[str, str]:
        now: str = await self.current(city)
        later: str = await self.forecast(city)
        return now, later
