import httpx


class Service:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    def path(self, name: str) -> str:
        return f"/{name}"


class Archive(Service):
    async def texts(self, names: list[str]) -> list[str]:
        found = []
        for name in names:
            try:
                response = await self.client.get(super().path(name))
            except httpx.ConnectTimeout:
                continue
            found.append(response.text)
        return found
