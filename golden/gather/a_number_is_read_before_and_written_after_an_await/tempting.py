import asyncio

import httpx


class Meter:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.bytes_read = 0

    async def fetch(self, path: str) -> str:
        before = self.bytes_read
        response = await self.client.get(path)
        self.bytes_read = before + len(response.text)
        return response.text

    async def both(self) -> tuple[str, str, int]:
        head, body = await asyncio.gather(self.fetch("/head"), self.fetch("/body"))
        return head, body, self.bytes_read
