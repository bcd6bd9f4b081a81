import httpx


class UnknownError(Exception):
    pass


class Reader:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.shelf = ""

    async def get_text(self, path: str) -> str:
        response = await self.client.get(path)
        return response.text

    async def get_page(self, name: str) -> str:
        response = await self.client.get(f"/pages/{name}")
        if response.status_code == 404:
            raise UnknownError(name)
        return response.text

    async def open(self, name: str) -> str:
        book = await self.get_text(f"/books/{name}")
        self.shelf = await self.get_text(f"/shelves/{book}")
        return await self.get_page(name)
