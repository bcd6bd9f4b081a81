import asyncio

import httpx


class Service:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    def path(self, name: str) -> str:
        return f"/{name}"


class Archive(Service):
    async def texts(self, names: list[str]) -> list[str]:
        async def handle(name: str) -> list[str]:
            try:
                response = await self.client.get(super().path(name))
            except httpx.ConnectTimeout:
                return []
            return [response.text]

        results = await asyncio.gather(*(handle(name) for name in names))
        return [made for result in results for made in result]
