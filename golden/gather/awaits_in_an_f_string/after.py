import asyncio

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
        version, region = await asyncio.gather(
            self.fetch_version(),
            self.fetch_region(),
        )
        return f"{self.service} {version} in {region}"
