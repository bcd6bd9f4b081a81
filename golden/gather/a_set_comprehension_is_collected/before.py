import httpx


class Mirrors:
    def __init__(self, client: httpx.AsyncClient, hosts: list[str]) -> None:
        self.client = client
        self.hosts = hosts

    async def get_version(self, host: str) -> str:
        response = await self.client.get(f"/{host}/version")
        return response.text

    async def versions(self) -> set[str]:
        return {await self.get_version(host) for host in self.hosts if host}
