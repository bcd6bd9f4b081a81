import httpx


class Mirrors:
    def __init__(self, client: httpx.AsyncClient, hosts: list[str]) -> None:
        self.client = client
        self.hosts = hosts

    async def status(self, host: str) -> int:
        response = await self.client.head(f"/{host}")
        return response.status_code

    async def first_alive(self) -> str | None:
        for host in self.hosts:
            if await self.status(host) == 200:
                return host
        return None
