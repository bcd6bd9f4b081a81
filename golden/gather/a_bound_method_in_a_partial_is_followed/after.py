import asyncio
from functools import partial
from typing import Protocol

import httpx


class Names(Protocol):
    async def get(self, user: int) -> str: ...


class HttpNames:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get(self, user: int) -> str:
        response = await self.client.get(f"/names/{user}")
        return response.text


class Page:
    def __init__(self, names: Names, client: httpx.AsyncClient) -> None:
        self.names = names
        self.client = client

    async def get_score(self, user: int) -> str:
        response = await self.client.get(f"/scores/{user}")
        return response.text

    async def show(self, user: int) -> str:
        load = partial(self.names.get, user)
        name, score = await asyncio.gather(load(), self.get_score(user))
        return f"{name}: {score}"
