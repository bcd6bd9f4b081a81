import httpx


class Forge:
    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None
        self._found: dict[str, str] | None = None

    def _session(self, host: str) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(base_url=host)
        return self._client

    async def get(self, host: str, path: str) -> str:
        response = await self._session(host).get(path)
        return response.text

    async def fresh(self, path: str) -> str:
        if self._client is None:
            self._client = httpx.AsyncClient()
        response = await self._client.get(path)
        self._forget()
        return response.text

    def _forget(self) -> None:
        self._client = None


async def summary(forge: Forge) -> tuple[str, str]:
    tea = await forge.get("https://one.example", "/tea")
    jam = await forge.get("https://two.example", "/jam")
    return tea, jam


async def twice(forge: Forge) -> tuple[str, str]:
    tea = await forge.fresh("/tea")
    jam = await forge.fresh("/jam")
    return tea, jam
