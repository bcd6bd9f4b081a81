import asyncio

import httpx


class Bot:
    def __init__(self, client: httpx.AsyncClient, room: str) -> None:
        self.client = client
        self.room = room

    async def send(self, text: str) -> int:
        response = await self.client.post(f"/rooms/{self.room}", content=text)
        return response.status_code

    async def announce(self, title: str, body: str) -> bool:
        first, second = await asyncio.gather(self.send(title), self.send(body))
        return first == second == 200
