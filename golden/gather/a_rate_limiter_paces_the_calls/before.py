import asyncio

import httpx


class Paced:
    """At most one request a second: the service bans faster clients."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.turn = asyncio.Lock()

    async def get(self, path: str) -> str:
        async with self.turn:
            response = await self.client.get(path)
            await asyncio.sleep(1)
        return response.text

    async def all(self, paths: list[str]) -> list[str]:
        return [await self.get(path) for path in paths]
