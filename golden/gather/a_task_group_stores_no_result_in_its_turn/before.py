import httpx


class Account:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, path: str) -> str:
        response = await self.client.get(path)
        response.raise_for_status()
        return response.text

    async def update(self) -> None:
        self.info = await self.get("/info")
        self.limits = await self.get("/limits")
