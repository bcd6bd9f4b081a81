import httpx


class Deployment:
    def __init__(self, client: httpx.AsyncClient, service: str) -> None:
        self.client = client
        self.service = service

    async def fetch_version(self) -> str:
        response = await self.client.get(f"/{self.service}/version")
        return response.text

    async def fetch_region(self) -> str:
        response = await self.client.get(f"/{self.service}/region")
        return response.text

    async def banner(self) -> str:
        return f"{self.service} {await self.fetch_version()} in {await self.fetch_region()}"
