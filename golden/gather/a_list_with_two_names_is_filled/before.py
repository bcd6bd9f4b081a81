import httpx


class Feed:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.items: list[str] = []

    async def load(self, name: str) -> str:
        if name in self.items:
            return "again"
        return (await self.client.get(f"/{name}")).text

    async def fill(self, names: list[str]) -> list[str]:
        found = self.items = []
        for name in names:
            text = await self.load(name)
            found.append(text)
        return found
