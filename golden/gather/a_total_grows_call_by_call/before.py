import httpx


class Disk:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def size(self, name: str) -> int:
        response = await self.client.head(f"/{name}")
        return len(response.headers)

    async def used(self, start: int) -> int:
        total = start
        total += await self.size("logs")
        total += await self.size("media")
        return total
