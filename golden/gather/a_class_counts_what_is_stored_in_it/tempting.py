import asyncio

import httpx


class Page:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.version = 0

    def __setattr__(self, name: str, value: object) -> None:
        super().__setattr__(name, value)
        if name != "version":
            self.version = self.__dict__.get("version", 0) + 1

    async def text(self, path: str) -> str:
        return (await self.client.get(f"{path}/{self.version}")).text

    async def load(self) -> None:
        self.head, self.body = await asyncio.gather(
            self.text("/head"), self.text("/body")
        )
