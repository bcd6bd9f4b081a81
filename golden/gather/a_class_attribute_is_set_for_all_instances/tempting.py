import asyncio

import httpx


class Api:
    token = "none"

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    @classmethod
    async def login(cls, client: httpx.AsyncClient) -> str:
        response = await client.get("/login")
        cls.token = response.text
        return cls.token

    async def profile(self) -> str:
        response = await self.client.get(f"/profile/{self.token}")
        return response.text


async def start(client: httpx.AsyncClient) -> tuple[str, str]:
    api = Api(client)
    token, profile = await asyncio.gather(Api.login(client), api.profile())
    return token, profile
