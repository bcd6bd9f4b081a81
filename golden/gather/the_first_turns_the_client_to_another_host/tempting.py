import asyncio

import httpx


class Api:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def discover(self) -> str:
        response = await self.client.get("/discover")
        self.client.base_url = httpx.URL(response.text)
        return response.text

    async def me(self) -> str:
        response = await self.client.get("/me")
        return response.text

    async def start(self) -> tuple[str, str]:
        host, me = await asyncio.gather(self.discover(), self.me())
        return host, me
