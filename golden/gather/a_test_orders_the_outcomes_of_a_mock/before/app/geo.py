import httpx


class Geo:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def locate(self, host: str) -> str:
        response = await self.client.get(f"/geo/{host}")
        return response.text

    async def route(self, start: str, end: str) -> str:
        origin = await self.locate(start)
        goal = await self.locate(end)
        return f"{origin} -> {goal}"
