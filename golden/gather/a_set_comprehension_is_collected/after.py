import asyncio

import httpx


class Mirrors:
    def __init__(self, client: httpx.AsyncClient, hosts: list[str]) -> None:
        self.client = client
        self.hosts = hosts

    async def get_version(self, host: str) -> str:
        response = await self.client.get(f"/{host}/version")
        return response.text

    async def versions(self) -> set[str]:
        semaphore = asyncio.Semaphore(10)

        async def fetch(host):
            async with semaphore:
                return await self.get_version(host)

        return set(await asyncio.gather(*(fetch(host) for host in self.hosts if host)))
