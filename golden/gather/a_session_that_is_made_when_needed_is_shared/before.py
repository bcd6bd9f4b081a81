import httpx


class Forge:
    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    def _session(self) -> httpx.AsyncClient:
        if self._client is None or self._client.is_closed:
            self._client = httpx.AsyncClient()
        return self._client

    async def _get(self, path: str) -> str:
        response = await self._session().get(path)
        response.raise_for_status()
        return response.text

    async def repository(self, name: str) -> str:
        return await self._get(f"/repos/{name}")

    async def issues(self, name: str) -> str:
        return await self._get(f"/repos/{name}/issues")


async def summary(forge: Forge, name: str) -> str:
    repository = await forge.repository(name)
    issues = await forge.issues(name)
    return f"{repository}: {issues} issues"
