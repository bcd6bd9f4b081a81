import asyncio

import httpx


class Uploads:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def create(self, name: str) -> str:
        response = await self.client.post(f"/uploads/{name}")
        return response.text

    async def finish(self, name: str) -> str:
        response = await self.client.put(f"/uploads/{name}/done")
        return response.text

    async def upload(self, name: str) -> tuple[str, str] | None:
        for _ in range(3):
            try:
                created, finished = await asyncio.gather(
                    self.create(name), self.finish(name)
                )
                return created, finished
            except httpx.TransportError:
                continue
        return None
