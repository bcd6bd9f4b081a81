import asyncio

import httpx


class Deploy:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.gate = asyncio.Lock()

    async def get_text(self, path: str) -> str:
        response = await self.client.get(path)
        return response.text

    async def compare(self) -> bool:
        wanted = await self.get_text("/wanted")
        async with self.gate:
            actual = await self.get_text("/actual")
        return wanted == actual
