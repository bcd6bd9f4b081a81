import asyncio

import httpx


class Status:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def code(self, name: str) -> int:
        response = await self.client.get(f"/{name}")
        return response.status_code

    async def board(self) -> list[int]:
        api, web, mail, search, media, queue = await asyncio.gather(
            self.code("api"),
            self.code("web"),
            self.code("mail"),
            self.code("search"),
            self.code("media"),
            self.code("queue"),
        )
        auth = await self.code("auth")
        return [api, web, mail, search, media, queue, auth]
