import httpx


class Pager:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def next_page(self, cursor: str, size: int) -> str:
        response = await self.client.get(f"/pages/{cursor}/{size}")
        return response.text

    async def walk(self, sizes: list[int]) -> list[str]:
        seen = []
        cursor = "start"
        for size in sizes:
            cursor = await self.next_page(cursor, size)
            seen.append(cursor)
        return seen
