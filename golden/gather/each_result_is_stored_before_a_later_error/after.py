import asyncio

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
        position, page_result = await asyncio.gather(
            self.get_position(),
            self.get_page(name),
            return_exceptions=True,
        )
        if isinstance(position, BaseException):
            raise position
        self.position = position
        if isinstance(page_result, BaseException):
            raise page_result
        page = page_result
        return f"{self.position}: {page}"
