import asyncio

import httpx


class Printer:
    """A device that takes one command at a time."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.lock = asyncio.Lock()

    async def ask(self, command: str) -> str:
        async with self.lock:
            response = await self.client.get(f"/{command}")
            return response.text

    async def levels(self) -> tuple[str, str]:
        ink = await self.ask("ink")
        paper = await self.ask("paper")
        return ink, paper
