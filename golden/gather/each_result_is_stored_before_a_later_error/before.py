import httpx


class UnknownError(Exception):
    pass


class Cursor:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.position = ""

    async def get_position(self) -> str:
        response = await self.client.get("/position")
        return response.text

    async def get_page(self, name: str) -> str:
        response = await self.client.get(f"/pages/{name}")
        if response.status_code == 404:
            raise UnknownError(name)
        return response.text

    async def resume(self, name: str) -> str:
        self.position = await self.get_position()
        page = await self.get_page(name)
        return f"{self.position}: {page}"
