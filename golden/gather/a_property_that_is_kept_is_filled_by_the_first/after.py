import asyncio
from functools import cached_property

import httpx


class Api:
    def __init__(self, client: httpx.AsyncClient, host: str) -> None:
        self.client = client
        self.host = host

    @cached_property
    def root(self) -> str:
        return f"/{self.host}"

    async def user(self, id: int) -> str:
        return (await self.client.get(f"{self.root}/users/{id}")).text

    async def plan(self, id: int) -> str:
        return (await self.client.get(f"{self.root}/plans/{id}")).text


async def page(api: Api, id: int) -> tuple[str, str]:
    first, second = await asyncio.gather(api.user(id), api.plan(id))
    return first, second
