import asyncio

import httpx


class Report:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def get_title(self, name: str) -> str:
        response = await self.client.get(f"/titles/{name}")
        return response.text

    async def get_body(self, name: str) -> str:
        response = await self.client.get(f"/bodies/{name}")
        response.raise_for_status()
        return response.text

    async def render(self, name: str, options: dict[str, str]) -> dict[str, object]:
        title, body = await asyncio.gather(self.get_title(name), self.get_body(name))
        return {
            "title": title,
            "width": int(options.get("width", "80")),
            "body": body,
        }
