import asyncio

import httpx


class Api:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.token = ""

    async def get(self, path: str) -> str:
        if not self.token:
            login = await self.client.get("/login")
            self.token = login.text
        response = await self.client.get(path, headers={"x-token": self.token})
        return response.text

    async def home(self) -> tuple[str, str]:
        user, news = await asyncio.gather(self.get("/me"), self.get("/news"))
        return user, news
