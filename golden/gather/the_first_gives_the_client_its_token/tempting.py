import asyncio

import httpx


class Api:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def login(self) -> str:
        response = await self.client.get("/token")
        self.client.headers["x-token"] = response.text
        return response.text

    async def me(self) -> str:
        response = await self.client.get("/me")
        return response.text

    async def start(self) -> tuple[str, str]:
        token, me = await asyncio.gather(self.login(), self.me())
        return token, me
