import asyncio
from typing import Any

import httpx


class Api:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def _request(self, method: str, path: str, **options: Any) -> str:
        response = await self.client.request(method, path, **options)
        response.raise_for_status()
        return response.text

    async def get(self, path: str, **options: Any) -> str:
        return await self._request("GET", path, **options)

    async def post(self, path: str, **options: Any) -> str:
        return await self._request("POST", path, **options)

    async def page(self, user: str) -> str:
        results = await asyncio.gather(
            self.get(f"/users/{user}"),
            self.get(f"/users/{user}/teams"),
            return_exceptions=True,
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result
        profile, teams = results
        return f"{profile} in {teams}"

    async def order(self, sku: str) -> tuple[str, str]:
        first = await self.post("/orders", json={"sku": sku})
        second = await self.post("/orders", json={"sku": sku})
        return first, second
